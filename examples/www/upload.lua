-- Takes uploaded files and shows their names, types and first bytes
local function escape(s)
	return (tostring(s):gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

-- The parts of a multipart/form-data body: a list of { name=, filename=, type=, data= }.
local function parts(body, boundary)
	local list = {}
	local mark = "\r\n--" .. boundary
	body = "\r\n" .. body
	local _, at = body:find(mark, 1, true)
	while at and body:sub(at + 1, at + 2) == "\r\n" do
		local _, head = body:find("\r\n\r\n", at + 1, true)
		if not head then
			break
		end
		local from, to = body:find(mark, head + 1, true)
		if not from then
			break
		end
		local part = { data = body:sub(head + 1, from - 1) }
		for line in body:sub(at + 3, head - 2):gmatch("[^\r\n]+") do
			local name, value = line:match("^([^:]+):%s*(.*)$")
			name = name and name:lower()
			if name == "content-disposition" then
				part.name = value:match('[; ]name="([^"]*)"')
				part.filename = value:match('[; ]filename="([^"]*)"')
			elseif name == "content-type" then
				part.type = value
			end
		end
		list[#list + 1] = part
		at = to
	end
	return list
end

-- The first bytes, in hexadecimal and as text.
local function dump(data)
	local lines = {}
	for from = 1, math.min(#data, 64), 16 do
		local bytes = data:sub(from, math.min(from + 15, 64))
		local hex = bytes:gsub(".", function(c)
			return ("%02x "):format(c:byte())
		end)
		lines[#lines + 1] = hex .. (" "):rep(3 * (16 - #bytes)) .. " " .. bytes:gsub("[^\32-\126]", ".")
	end
	return table.concat(lines, "\n")
end

function main(env, con)
	local kind = env.CONTENT_TYPE or ""
	local boundary = kind:match('boundary="([^"]+)"') or kind:match("boundary=([^;%s]+)")
	local posted = env.REQUEST_METHOD == "POST"
	local form = kind:lower():find("^multipart/form%-data") and boundary

	con:header("Content-Type", "text/html; charset=utf-8")
	if posted and not form then
		con:header("Status", "415 Unsupported Media Type")
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
	if posted and not form then
		con:puts("<p>What was sent is not a form with files.\n")
	elseif posted then
		for _, part in ipairs(parts(con:gets() or "", boundary)) do
			if part.filename then
				con:puts("<h2>" .. escape(part.filename) .. "</h2>\n")
				con:puts("<p>" .. escape(part.type or "no type") .. ", " .. #part.data .. " bytes\n")
				con:puts("<pre>" .. escape(dump(part.data)) .. "</pre>\n")
			end
		end
	end
end
