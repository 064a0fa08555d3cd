-- lua: 5.1
-- answers: 504 500
function main(env, con)
    local f = io.open("/dev/zero") while true do f:read(10) end
end
