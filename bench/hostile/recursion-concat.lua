-- lua: 5.1
-- answers: 500
function main(env, con)
    local m = {} m.__concat = function(a, b) return a .. b end return setmetatable({}, m) .. "x"
end
