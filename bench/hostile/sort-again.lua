-- lua: 5.1
-- answers: 504
function main(env, con)
    local t = {} for i = 1, 1000 do t[i] = i % 7 end while true do table.sort(t, function(a, b) return a > b end) end
end
