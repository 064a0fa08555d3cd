-- lua: 5.1
-- answers: 500
function main(env, con)
    local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k] end return t.x
end
