-- lua: 5.1
-- answers: 504
function main(env, con)
    local m = {__lt = function() while true do end end} return setmetatable({}, m) < setmetatable({}, m)
end
