-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = os.time() while os.time() < t + 1000 do end
end
