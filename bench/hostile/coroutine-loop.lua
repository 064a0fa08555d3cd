-- lua: 5.1
-- answers: 504
function main(env, con)
    coroutine.wrap(function() while true do end end)()
end
