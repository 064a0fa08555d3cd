-- lua: 5.1
-- answers: 200 504
function main(env, con)
    local s = ("a"):rep(1e6) for i = 1, 20 do s:find(("a"):rep(1e5) .. "b", 1, true) end con:puts("found")
end
