-- lua: 5.1
-- answers: 504
while true do end
function main(env, con)
    
end
