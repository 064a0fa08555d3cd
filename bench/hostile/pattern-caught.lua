-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do pcall(string.find, ("a"):rep(3000), (".*"):rep(8) .. "b") end
end
