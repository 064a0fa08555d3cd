-- A form: shows what was sent by POST and in the address
local luafcgid = require("luafcgid")

local function escape(s)
	return (tostring(s):gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

-- A name that was sent more than once has a list of values.
local function text(value)
	if type(value) == "table" then
		return table.concat(value, ", ")
	end
	return tostring(value or "")
end

local function show(con, title, values)
	local names = {}
	for name in pairs(values) do
		names[#names + 1] = name
	end
	if #names == 0 then
		return
	end
	table.sort(names)
	con:puts("<h2>" .. title .. "</h2>\n<table>\n")
	for _, name in ipairs(names) do
		con:puts("<tr><th>" .. escape(name) .. "<td>" .. escape(text(values[name])) .. "\n")
	end
	con:puts("</table>\n")
end

function main(env, con)
	local query = luafcgid.parse(env.QUERY_STRING or "")
	local sent = {}
	if env.REQUEST_METHOD == "POST" then
		sent = luafcgid.parse(con:gets() or "")
	end

	con:header("Content-Type", "text/html; charset=utf-8")
	con:puts('<!DOCTYPE html>\n<title>Form</title>\n<link rel="stylesheet" href="style.css">\n<h1>Form</h1>\n')
	con:puts(([[
<form method="post" action="form.lua?from=%s">
<label>Name <input name="name" value="%s"></label>
<label>Message <textarea name="message" rows="4">
%s</textarea></label>
<button>Send</button>
</form>
]]):format(luafcgid.urlencode("the form"), escape(text(sent.name)), escape(text(sent.message))))
	show(con, "Sent by POST", sent)
	show(con, "In the address", query)
end
