-- lua: 5.1
-- answers: 500
function main(env, con)
    local function f() return (("x"):gsub("x", f)) end f()
end
