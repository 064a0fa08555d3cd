-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do local x = 1 local f = function() return x end f() end
end
