-- lua: 5.1
-- answers: 504
function main(env, con)
    load(function() return " " end)
end
