-- lua: 5.1
-- answers: 500
function main(env, con)
    local function f() return coroutine.wrap(f)() end f()
end
