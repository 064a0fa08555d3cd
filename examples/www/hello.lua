-- The smallest script: says hello
function main(env, con)
	con:puts("Hello World")
end
