-- lua: 5.1
-- answers: 504
function main(env, con)
    local e = setmetatable({}, {__tostring = function() while true do end end}) tostring(e)
end
