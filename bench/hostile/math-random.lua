-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do math.random(1, 2 ^ 30) end
end
