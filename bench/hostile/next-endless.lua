-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = {1} while true do next(t) end
end
