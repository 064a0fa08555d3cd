-- A page of 1000 rows by the concatenation operator.
local concat = table.concat

local function page()
  local rows = {"<h1>1000 rows</h1>\n<table>\n"}
  for i = 1, 1000 do
    local class = i % 2 == 0 and "even" or "odd"
    rows[#rows + 1] = "<tr class=\"" .. class .. "\"><td>" .. i .. "</td><td>item " .. i .. "</td><td>" .. i * 0.25 .. "</td></tr>\n"
  end
  rows[#rows + 1] = "</table>\n"
  return concat(rows)
end

function run()
  local size = 0
  for _ = 1, 100 do
    size = size + #page()
  end
  return size
end
