-- lua: 5.1
-- answers: 504
function main(env, con)
    local all = {} while true do all[#all + 1] = io.tmpfile() end
end
