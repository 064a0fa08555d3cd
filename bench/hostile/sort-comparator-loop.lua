-- lua: 5.1
-- answers: 504
function main(env, con)
    table.sort({3, 2, 1}, function() while true do end end)
end
