-- lua: 5.1
-- answers: 500 504
function main(env, con)
    return (("a"):rep(40) .. "b"):find(("a-"):rep(30) .. "c")
end
