-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do local s = ("x"):upper():lower() end
end
