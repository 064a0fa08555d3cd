-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do debug.getinfo(1) end
end
