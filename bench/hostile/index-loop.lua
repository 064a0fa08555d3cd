-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = setmetatable({}, {__index = function() while true do end end}) return t.x
end
