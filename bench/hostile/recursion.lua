-- lua: 5.1
-- answers: 500
function main(env, con)
    local function f() return 1 + f() end f()
end
