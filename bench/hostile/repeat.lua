-- lua: 5.1
-- answers: 504
function main(env, con)
    repeat until false
end
