-- lua: 5.1
-- answers: 504
function main(env, con)
    local c = coroutine.create(function() while true do end end) while true do coroutine.resume(c) end
end
