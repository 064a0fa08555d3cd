-- lua: 5.1
-- answers: 504
function main(env, con)
    for _ in function() return 1 end do end
end
