-- Templates filled by gsub: with a table, with a function, with escapes for HTML.
local template = [[
<div class="{{class}}"><h2>{{title}}</h2>
  <p>{{text}}</p><a href="{{link}}">{{more}}</a>
  <span>{{author}}, {{date}}</span></div>
]]
local escapes = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;"}

local function escape(text)
  return (text:gsub('[&<>"]', escapes))
end

function run()
  local size = 0
  local values = {class = "entry", title = "A <title>", text = "Some text & more of \"it\"", link = "/page?a=1&b=2", more = "more", author = "Nobody"}
  for i = 1, 6000 do
    values.date = "day " .. i
    size = size + #template:gsub("{{(%w+)}}", values)
    size = size + #template:gsub("{{(%w+)}}", function(name)
      return escape(values[name])
    end)
  end
  return size
end
