-- lua: 5.1
-- answers: 504
function main(env, con)
    while os.clock() >= 0 do end
end
