-- lua: 5.1
-- answers: 200 500 504
function main(env, con)
    local function f() pcall(f) end f() con:puts("deep")
end
