-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do xpcall(error, function() error("again") end) end
end
