-- lua: 5.1
-- answers: 504
function main(env, con)
    return -setmetatable({}, {__unm = function() while true do end end})
end
