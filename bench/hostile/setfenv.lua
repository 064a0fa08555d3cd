-- lua: 5.1
-- answers: 504
function main(env, con)
    local f = function() end while true do setfenv(f, {}) end
end
