-- lua: 5.1
-- answers: 500
function main(env, con)
    local t = {} setmetatable(t, {__call = t}) t()
end
