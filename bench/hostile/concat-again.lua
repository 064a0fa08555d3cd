-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = {} for i = 1, 100 do t[i] = "x" end while true do table.concat(t) end
end
