-- A page of 1000 rows, each by one format.
local format, concat = string.format, table.concat

local function page()
  local rows = {"<h1>1000 rows</h1>\n<table>\n"}
  for i = 1, 1000 do
    rows[#rows + 1] = format("<tr><td>%d</td><td>item %04d</td><td>%.2f</td><td>%s</td></tr>\n", i, i, i * 1.19, i % 2 == 0 and "even" or "odd")
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
