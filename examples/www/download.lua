-- Sends a file: the web server does it where it can, else luafcgid
function main(env, con)
	con:header("Content-Disposition", 'attachment; filename="style.css"')
	con:sendfile("style.css")
end
