-- lua: 5.1
-- answers: 504
function main(env, con)
    return setmetatable({}, {__add = function() while true do end end}) + 1
end
