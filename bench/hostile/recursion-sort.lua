-- lua: 5.1
-- answers: 500
function main(env, con)
    local function f() table.sort({2, 1}, f) return false end f()
end
