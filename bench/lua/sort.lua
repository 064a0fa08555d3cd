-- Sorting numbers, strings, and objects by a comparison function.
local function randoms(n)
  local list, x = {}, 42
  for i = 1, n do
    x = (x * 16807) % 2147483647
    list[i] = x
  end
  return list
end

function run()
  local numbers = randoms(50000)
  table.sort(numbers)
  local words = randoms(20000)
  for i = 1, #words do
    words[i] = "w" .. words[i]
  end
  table.sort(words)
  local objects = randoms(20000)
  for i = 1, #objects do
    objects[i] = {key = objects[i]}
  end
  table.sort(objects, function(a, b)
    return a.key > b.key
  end)
  return numbers[1] .. " " .. words[100] .. " " .. objects[1].key
end
