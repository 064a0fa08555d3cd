-- lua: 5.1
-- answers: 500 504 cut
function main(env, con)
    for i = 1, 1e6 do con:puts(("x"):rep(1e6)) end
end
