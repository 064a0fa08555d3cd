-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do for i = 1, 1e9 do for j = 1, 1e9 do end end end
end
