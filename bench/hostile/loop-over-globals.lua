-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do for k, v in pairs(_G) do end end
end
