-- A bit of everything that scripts do with text.
local format, rep, sub, find, byte, upper = string.format, string.rep, string.sub, string.find, string.byte, string.upper
local concat, insert = table.concat, table.insert

function run()
  local total = 0
  for i = 1, 30000 do
    local line = "key" .. i .. "=value " .. i * 3
    local at = find(line, "=", 1, true)
    local key, value = sub(line, 1, at - 1), sub(line, at + 1)
    total = total + #key + #value + byte(value, -1)
    if upper(key) == "KEY77" then
      total = total + 1
    end
  end
  local words = {}
  for word in (rep("the quick brown fox jumps over the lazy dog ", 1000)):gmatch("%a+") do
    insert(words, word)
  end
  local counts = {}
  for _, word in ipairs(words) do
    counts[word] = (counts[word] or 0) + 1
  end
  local text = concat(words, " ")
  local changed, times = text:gsub("(%a)(%a*)", "%2%1")
  for i = 1, 12000 do
    total = total + #format("%5d %-10s %6.2f %x", i, "name", i / 7, i)
  end
  for a, b in ("a=1;b=2;c=3;"):rep(2000):gmatch("(%w+)=(%w+)") do
    total = total + #a + tonumber(b)
  end
  return total .. " " .. counts.the .. " " .. times .. " " .. #changed
end
