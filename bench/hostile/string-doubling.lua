-- lua: 5.1
-- answers: 500
function main(env, con)
    local s = "x" while true do s = s .. s end
end
