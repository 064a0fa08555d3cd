-- lua: 5.1
-- answers: 500
function main(env, con)
    local all = {} for i = 1, 1e7 do all[i] = coroutine.wrap(function() coroutine.yield() end) all[i]() end
end
