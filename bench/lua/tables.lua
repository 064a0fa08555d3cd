-- What the table library and the iterators cost.
local insert, remove, concat = table.insert, table.remove, table.concat
local unpack = unpack or table.unpack

function run()
  local total = 0
  for round = 1, 20 do
    local list = {}
    for i = 1, 10000 do
      insert(list, i)
    end
    for i, value in ipairs(list) do
      total = total + value - i
    end
    local map = {}
    for i = 1, 5000 do
      map["k" .. i] = i
    end
    for key, value in pairs(map) do
      total = total + value
      map[key] = nil
    end
    for _ = 1, 5000 do
      total = total + remove(list)
    end
    for i = 1, 200 do
      insert(list, 1, i)
    end
    total = total + #list + #concat(list, ",") + select("#", unpack(list, 1, 100))
  end
  return string.format("%.0f", total)
end
