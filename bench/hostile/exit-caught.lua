-- lua: 5.1
-- answers: 200
function main(env, con)
    while true do pcall(os.exit) end
end
