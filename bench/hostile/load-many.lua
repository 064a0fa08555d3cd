-- lua: 5.1
-- answers: 504
function main(env, con)
    local i = 0 while true do i = i + 1 loadstring("return " .. i) end
end
