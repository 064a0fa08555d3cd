-- lua: 5.1
-- answers: 200
function main(env, con)
    con:puts(tostring(loadstring(("("):rep(1e5) .. "1" .. (")"):rep(1e5))))
end
