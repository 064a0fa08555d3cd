-- lua: 5.1
-- answers: 504
function main(env, con)
    for i = 1, 2, 1e-18 do end
end
