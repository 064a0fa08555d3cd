-- Shows the variables of the request
local function escape(s)
	return (tostring(s):gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

function main(env, con)
	local names = {}
	for name in pairs(env) do
		names[#names + 1] = name
	end
	table.sort(names)

	con:header("Content-Type", "text/html; charset=utf-8")
	con:puts('<!DOCTYPE html>\n<title>Environment</title>\n<link rel="stylesheet" href="style.css">\n<h1>Environment</h1>\n')
	con:puts("<table>\n")
	for _, name in ipairs(names) do
		con:puts("<tr><th>" .. escape(name) .. "<td>" .. escape(env[name]) .. "\n")
	end
	con:puts("</table>\n")
end
