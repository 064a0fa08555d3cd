-- lua: 5.1
-- answers: 504
function main(env, con)
    while true do for w in ("a b c"):gmatch("%a") do end end
end
