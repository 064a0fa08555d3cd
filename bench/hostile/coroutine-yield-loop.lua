-- lua: 5.1
-- answers: 504
function main(env, con)
    local w = coroutine.wrap(function() while true do coroutine.yield() end end) while true do w() end
end
