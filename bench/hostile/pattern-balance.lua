-- lua: 5.1
-- answers: 500 504
function main(env, con)
    return (("("):rep(200000)):find("%b()")
end
