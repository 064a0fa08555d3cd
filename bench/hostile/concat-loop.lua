-- lua: 5.1
-- answers: 504
function main(env, con)
    return setmetatable({}, {__concat = function() while true do end end}) .. "x"
end
