-- lua: 5.1
-- answers: 500
function main(env, con)
    return string.format("%s%s", ("x"):rep(15e6), ("y"):rep(15e6))
end
