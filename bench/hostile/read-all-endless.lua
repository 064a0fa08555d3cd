-- lua: 5.1
-- answers: 500
function main(env, con)
    return io.open("/dev/zero"):read("*a")
end
