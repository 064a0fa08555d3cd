-- lua: 5.1
-- answers: 504
function main(env, con)
    package.preload.x = function() while true do end end require "x"
end
