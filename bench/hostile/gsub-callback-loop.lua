-- lua: 5.1
-- answers: 504
function main(env, con)
    return (("x"):gsub("x", function() while true do end end))
end
