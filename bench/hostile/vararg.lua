-- lua: 5.1
-- answers: 504
function main(env, con)
    local function f(...) return select("#", ...) end while true do f(1, 2, 3) end
end
