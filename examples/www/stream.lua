-- Sends a page line by line while it is being made
local luafcgid = require("luafcgid")

function main(env, con)
	con:header("Content-Type", "text/html; charset=utf-8")
	con:header("Cache-Control", "no-store")
	con:puts('<!DOCTYPE html>\n<title>Stream</title>\n<link rel="stylesheet" href="style.css">\n<h1>Stream</h1>\n<pre>\n')
	con:flush()
	for i = 1, 20 do
		luafcgid.sleep(0.2)
		con:puts(("line %2d, sent at %s\n"):format(i, os.date("%H:%M:%S")))
		con:flush()
	end
	con:puts("</pre>\n<p>That was all.\n")
end
