-- lua: 5.1
-- answers: 504
function main(env, con)
    local a, b function a() return b() end function b() return a() end return a()
end
