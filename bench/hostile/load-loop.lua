-- lua: 5.1
-- answers: 504
function main(env, con)
    local f = loadstring("while true do end") while true do pcall(f) end
end
