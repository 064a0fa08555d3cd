-- lua: 5.1
-- answers: 500 504
function main(env, con)
    return (("a"):rep(5000)):match((".-"):rep(6) .. "b")
end
