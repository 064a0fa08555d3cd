-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = {} for i = 1, 100 do t[i] = i end while true do unpack(t) end
end
