-- lua: 5.1
-- answers: 504
function main(env, con)
    table.foreach({1}, function() while true do end end)
end
