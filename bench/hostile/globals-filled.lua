-- lua: 5.1
-- answers: 500 503 504
function main(env, con)
    local i = 0 while true do i = i + 1 _G["g" .. i] = ("x"):rep(100) .. i end
end
