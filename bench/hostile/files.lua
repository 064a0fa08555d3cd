-- lua: 5.1
-- answers: 500
function main(env, con)
    local all = {} for i = 1, 1e6 do all[i] = assert(io.tmpfile()) end
end
