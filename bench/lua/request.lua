-- Answers requests as bench/scripts do, without a web server: a line on the standard input is so many requests.
dofile(arg[1])
local parts
local con = {puts = function(_, text) parts[#parts + 1] = text end}
for line in io.lines() do
  local size = 0
  for _ = 1, tonumber(line) do
    parts = {}
    main({}, con)
    size = size + #table.concat(parts)
  end
  print(size)
  io.flush()
end
