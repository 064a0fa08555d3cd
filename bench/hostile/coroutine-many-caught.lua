-- lua: 5.1
-- answers: 504
function main(env, con)
    local all, n = {}, 0 while true do local c = coroutine.create(coroutine.yield) if coroutine.resume(c) then n = n + 1 all[n] = c end end
end
