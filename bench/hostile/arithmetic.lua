-- lua: 5.1
-- answers: 504
function main(env, con)
    local x = 0 while true do x = x + 1 / 3 end
end
