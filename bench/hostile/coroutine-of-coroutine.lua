-- lua: 5.1
-- answers: 504
function main(env, con)
    local function f(n) if n == 0 then while true do end end return coroutine.wrap(f)(n - 1) end f(50)
end
