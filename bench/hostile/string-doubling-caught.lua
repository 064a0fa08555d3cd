-- lua: 5.1
-- answers: 504 500 503
function main(env, con)
    while true do pcall(function() local s = "x" while true do s = s .. s end end) end
end
