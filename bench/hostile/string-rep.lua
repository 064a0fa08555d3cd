-- lua: 5.1
-- answers: 500
function main(env, con)
    return ("x"):rep(1e9)
end
