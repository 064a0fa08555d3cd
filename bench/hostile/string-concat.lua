-- lua: 5.1
-- answers: 500 504
function main(env, con)
    local t = {} for i = 1, 1e6 do t[i] = "xxxxxxxxxxxxxxxx" end for i = 1, 100 do t[i] = table.concat(t, ("y"):rep(1000)) end
end
