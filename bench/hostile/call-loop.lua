-- lua: 5.1
-- answers: 504
function main(env, con)
    setmetatable({}, {__call = function() while true do end end})()
end
