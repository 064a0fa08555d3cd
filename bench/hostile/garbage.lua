-- lua: 5.1
-- answers: 500 503 504
function main(env, con)
    while true do local t = {{}, {}, {}, {}} end
end
