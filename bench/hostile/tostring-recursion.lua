-- lua: 5.1
-- answers: 500
function main(env, con)
    local t = setmetatable({}, {}) getmetatable(t).__tostring = function() return tostring(t) end return tostring(t)
end
