-- lua: 5.1
-- answers: 504
function main(env, con)
    local function f() return xpcall(error, f) end while true do f() end
end
