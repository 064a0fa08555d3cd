-- Lists the scripts that are loaded, with their hits and states
local luafcgid = require("luafcgid")

local function escape(s)
	return (tostring(s):gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

function main(env, con)
	local scripts = {}
	for _, entry in ipairs(luafcgid.cache()) do
		scripts[#scripts + 1] = entry
	end
	table.sort(scripts, function(a, b)
		return a.script < b.script
	end)

	con:header("Content-Type", "text/html; charset=utf-8")
	con:header("Cache-Control", "no-store")
	con:puts('<!DOCTYPE html>\n<title>Cache</title>\n<link rel="stylesheet" href="style.css">\n<h1>Cache</h1>\n')
	con:puts('<table>\n<tr><th>Script<th>Changed<th class="number">Hits<th class="number">States\n')
	for _, entry in ipairs(scripts) do
		con:puts(('<tr><td>%s<td>%s<td class="number">%d<td class="number">%d\n'):format(
			escape(entry.script), os.date("%Y-%m-%d %H:%M:%S", entry.mtime), entry.hits, entry.states))
	end
	con:puts("</table>\n")
end
