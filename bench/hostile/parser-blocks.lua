-- lua: 5.1
-- answers: 200
function main(env, con)
    con:puts(tostring(loadstring(("do "):rep(1e5))))
end
