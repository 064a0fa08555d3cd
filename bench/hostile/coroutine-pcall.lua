-- lua: 5.1
-- answers: 504
function main(env, con)
    local w = coroutine.wrap(function() while true do pcall(coroutine.yield) end end) while true do pcall(w) end
end
