--- a string in which nothing is replaced is the same: 5.4
local s = ("ab"):rep(100)
local function id(v) return string.format("%p", v) end
print(id(s) == id((s:gsub("x", "y"))), id(s) == id((s:gsub(".", {c = "d"}))), id(s) == id((s:gsub("%w", function() end))))
print(id(s) == id((s:gsub("a", "a"))), id(s) == id((s:gsub("a", {a = "a"}))), s:gsub("a", {a = "a"}) == s)
--- pointers of strings: 5.4
local function id(v) return string.format("%p", v) end
print(id("ab" .. 1) == id("a" .. "b1"), id("Aa") == id("BB"), id(("x"):rep(200)) == id(("x"):rep(200)), #id("") > 2)
print(id(nil), id(true), id(1), id(1.5))
--- formats that are too long: 5.4
for _, f in ipairs { "%-" .. ("0"):rep(30) .. "d", "%" .. ("0"):rep(19) .. "5d", "%" .. ("0"):rep(20) .. "5d", "%1" .. ("0"):rep(99) .. ".3d", "%10.1" .. ("0"):rep(50) .. "4d" } do
  print(pcall(string.format, f, 10))
end
--- the offset of the character that is there: 5.3+
print(utf8.offset("h\xc3\xa4", 0), utf8.offset("", 0), utf8.offset("h\xc3\xa4", 0, 3), utf8.offset("h\xc3\xa4", 0, 4), pcall(utf8.offset, "h\xc3\xa4", 0, 5))
--- a generic for over several lines
local load = loadstring or load
print(pcall(load("\n\nfor k, v in\n 3\n do\n print(k)\nend")))
print(pcall(load("for k,\nv in next,\n{}, 'none'\n do\n print(k)\nend")))
print(pcall(load("for k\nin\n(function()\n return\n nil\n end)()\ndo end")))
