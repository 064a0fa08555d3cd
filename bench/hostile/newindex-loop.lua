-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = setmetatable({}, {__newindex = function() while true do end end}) t.x = 1
end
