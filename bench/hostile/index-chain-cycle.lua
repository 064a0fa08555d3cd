-- lua: 5.1
-- answers: 500
function main(env, con)
    local a, b = {}, {} setmetatable(a, {__index = b}) setmetatable(b, {__index = a}) return a.x
end
