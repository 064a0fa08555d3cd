-- lua: 5.1
-- answers: 200 500
function main(env, con)
    local s = "return 1" for i = 1, 300 do s = "return loadstring(" .. string.format("%q", s):sub(1, 1000) .. ")" end con:puts(tostring(loadstring(s)))
end
