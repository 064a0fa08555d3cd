-- lua: 5.1
-- answers: 500 503 504
function main(env, con)
    local t = {} while true do t[#t + 1] = {} end
end
