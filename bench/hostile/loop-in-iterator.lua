-- lua: 5.1
-- answers: 504
function main(env, con)
    for _ in function() while true do end end do end
end
