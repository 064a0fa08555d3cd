-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = {} while true do table.insert(t, 1, 1) table.remove(t, 1) end
end
