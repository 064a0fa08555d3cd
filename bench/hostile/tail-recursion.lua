-- lua: 5.1
-- answers: 504
function main(env, con)
    local function f(n) return f(n + 1) end return f(1)
end
