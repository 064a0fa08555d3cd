-- lua: 5.1
-- answers: 200 500
function main(env, con)
    local t = {} for i = 1, 1000 do t[i] = i end pcall(table.sort, t, function() return true end) con:puts("sorted")
end
