local function escape(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

function main(env, con)
  local names = {}
  for name in pairs(env) do
    names[#names + 1] = name
  end
  table.sort(names)
  con:puts("<table>\n")
  for _, name in ipairs(names) do
    con:puts("<tr><td>" .. name .. "</td><td>" .. escape(tostring(env[name])) .. "</td></tr>\n")
  end
  con:puts("</table>\n")
end
