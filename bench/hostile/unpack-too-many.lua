-- lua: 5.1
-- answers: 500
function main(env, con)
    return unpack({}, 1, 1e8)
end
