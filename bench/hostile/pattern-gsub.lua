-- lua: 5.1
-- answers: 500 504
function main(env, con)
    return (("a"):rep(3000):gsub(".-.-.-b", ""))
end
