-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do select(-1, 1, 2, 3) end
end
