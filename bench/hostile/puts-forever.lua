-- lua: 5.1
-- answers: 500 504 cut
function main(env, con)
    while true do con:puts(("x"):rep(1000)) end
end
