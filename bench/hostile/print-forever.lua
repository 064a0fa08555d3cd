-- lua: 5.1
-- answers: 504 500
function main(env, con)
    while true do print() end
end
