-- lua: 5.1
-- answers: 504
function main(env, con)
    local function f() return 1 + f() end while true do pcall(f) end
end
