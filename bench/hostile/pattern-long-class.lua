-- lua: 5.1
-- answers: 200 500 504
function main(env, con)
    return (("a"):rep(1e5)):find("[" .. ("b"):rep(1e5) .. "]")
end
