-- lua: 5.1
-- answers: 500 503 504
function main(env, con)
    local t, i = {}, 0 while true do i = i + 1 local j = i t[i] = function() return j end end
end
