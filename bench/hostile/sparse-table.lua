-- lua: 5.1
-- answers: 500 503 504
function main(env, con)
    local t, i = {}, 1 while true do i = i * 1.001 + 1 t[math.floor(i) % 1e15] = {i} end
end
