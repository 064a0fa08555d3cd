--- a call compared with nil
local function f() end
print((f()) == nil, f() == nil)
--- formats of numbers
print(tostring(1 / 3), 1e100, 1e15 .. "", -0.0, 1 / 3 .. "", 2 ^ 53)
--- rep of negative and large counts
print(("x"):rep(-1) == "", ("x"):rep(0) == "", ("ab"):rep(3))
--- strings that would be too large: 5.3+
print(pcall(string.rep, "ab", math.maxinteger)) print(pcall(string.rep, "x", math.maxinteger, "sep"))
--- find beyond the end
print(("").find("", "", 10), ("abc"):find("", 4), ("abc"):find("", 5), ("abc"):find("b", -10))
--- empty matches
for a in ("abc"):gmatch "x*" do io.write("[", a, "]") end print() print((("abc"):gsub("x*", "-")), (("hello world"):gsub("o*", "x")))
--- character classes
print(("\11"):find "%s", ("THE (quick) fox"):find "%f[%a]%a+%f[%A]", ("a\0b"):find "%z")
--- dates
print(os.date("!*t", 86400).day, os.date("!%Y-%m-%d %H:%M:%S", 0), os.time {year = 2000, month = 1, day = 1, hour = 12})
--- numbers from strings
print(tonumber "0x", tonumber "0x10", tonumber "1e1", tonumber "  12  ", tonumber "12a")
--- error objects pass unchanged through coroutines and xpcall
local t = {} local co = coroutine.create(function() error(t) end) print(select(2, coroutine.resume(co)) == t)
print(select(2, xpcall(function() error(t) end, function(e) return e end)) == t) print(pcall(error, nil)) print(coroutine.resume(coroutine.create(function() error(nil) end)))
--- string methods of one state
function string.trim(s) return (s:gsub("^%s+", ""):gsub("%s+$", "")) end print(("  x "):trim())
--- random of wide ranges
for i = 1, 20 do local r = math.random(0, 2 ^ 31 - 2) assert(r >= 0 and r < 2 ^ 31) end print "ok"
--- insert checks its position: 5.2+
print(pcall(table.insert, {1, 2, 3}, 6, "x")) print(pcall(table.insert, {1, 2, 3}, 0, "x"))
--- format passes strings through tostring: 5.2+
print(("%s %s"):format(setmetatable({}, {__tostring = function() return "obj" end}), nil))
--- format of strings only in 5.1: 5.1
print(pcall(string.format, "%s", {})) print(pcall(string.format, "%s", nil))
--- a shell gives three values: 5.2+
print(os.execute("exit 3")) print(os.execute("true")) local f = io.popen("echo hi; exit 2") print(f:read "*l") print(f:close())
--- a shell gives a status: 5.1
print(os.execute("exit 3")) print(os.execute("true")) local f = io.popen("echo hi") print(f:read "*l") print(f:close())
--- errors of open have a number
print(io.open("/no/such/file")) print(io.open("/no/such/file", "w")) print(pcall(io.open, "x", "bad"))
--- a sharp sign begins no comment in strings
print((loadstring or load)("#comment\nreturn 1"))
--- integer overflow in for does not loop for ever: 5.4
local n = 0 for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end print(n)
--- print ends a string at a zero: 5.1
print("a\0b", "\0", 1)
