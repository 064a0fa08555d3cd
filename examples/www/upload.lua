-- Takes uploaded files and shows their names, types and first bytes
local form = require("form")

local function escape(s)
	return (tostring(s):gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

-- The first bytes, in hexadecimal and as text.
local function dump(data)
	local lines = {}
	for from = 1, #data, 16 do
		local bytes = data:sub(from, from + 15)
		local hex = bytes:gsub(".", function(c)
			return ("%02x "):format(c:byte())
		end)
		lines[#lines + 1] = hex .. (" "):rep(3 * (16 - #bytes)) .. " " .. bytes:gsub("[^\32-\126]", ".")
	end
	return table.concat(lines, "\n")
end

function main(env, con)
	-- At most 100 MB; what goes beyond 64 KB is kept on the disk, until the request ends.
	local fields, files, status = form.read(env, con, { total = 100 * 2 ^ 20 })

	con:header("Content-Type", "text/html; charset=utf-8")
	if not fields then
		con:header("Status", tostring(status))
	end
	con:puts([[
<!DOCTYPE html>
<title>Upload</title>
<link rel="stylesheet" href="style.css">
<h1>Upload</h1>
<form method="post" enctype="multipart/form-data">
<label>Files <input type="file" name="file" multiple required></label>
<button>Upload</button>
</form>
]])
	if not fields then
		con:puts("<p>That was not taken: " .. escape(files) .. "\n")
		return
	end
	for _, file in ipairs(files) do
		con:puts("<h2>" .. escape(file.filename) .. "</h2>\n")
		con:puts("<p>" .. escape(file.type) .. ", " .. file.size .. " bytes\n")
		con:puts("<pre>" .. escape(dump(file:open():read(64) or "")) .. "</pre>\n")
	end
end
