-- lua: 5.1
-- answers: 500
function main(env, con)
    local a, b = {}, {} setmetatable(a, {__newindex = b}) setmetatable(b, {__newindex = a}) a.x = 1
end
