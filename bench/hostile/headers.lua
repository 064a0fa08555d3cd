-- lua: 5.1
-- answers: 500
function main(env, con)
    for i = 1, 1e6 do con:header("X-" .. i, ("x"):rep(100)) end con:puts("x")
end
