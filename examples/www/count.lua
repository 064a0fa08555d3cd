-- Counts the bytes and lines that are sent to it, as they come: curl --data-binary @FILE http://127.0.0.1:8080/count.lua
function main(env, con)
	local bytes, lines = 0, 0
	con:config("maxpost", 1024 * 1024 * 1024)
	for chunk in con:chunks() do
		bytes = bytes + #chunk
		lines = lines + select(2, chunk:gsub("\n", ""))
	end
	con:header("Content-Type", "text/plain")
	con:puts(("%d bytes, %d lines\n"):format(bytes, lines))
end
