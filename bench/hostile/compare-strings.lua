-- lua: 5.1
-- answers: 504
function main(env, con)
    local a, b = ("a"):rep(1e5), ("a"):rep(1e5) .. "b" while true do local c = a < b end
end
