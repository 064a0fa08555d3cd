-- lua: 5.1
-- answers: 504
function main(env, con)
    for i = 1, math.huge do end
end
