--- numbers as text
print(0, 1, -1, 10, 100000, 1234567890, 0.1, 0.5, 1 / 3, 2 / 3, -0.25)
print(1e14, 1e15, 1e16, 1e17, 1e100, 1e-4, 1e-5, 1e-10, 123456.789)
print(2 ^ 31, 2 ^ 32, 2 ^ 53, 2 ^ 63, 2 ^ 64, -2 ^ 63)
print(99999999999999, 999999999999999, 9999999999999999)
print(3.14159265358979, 1e300 * 10, 5e-324, 1.7976931348623157e308)
print(100 / 2, 7 / 2, 1e2)
--- infinities and nan as text
print(1 / 0, -1 / 0, math.huge, -math.huge)
local nan = 0 / 0
print(tostring(nan):gsub("-", ""))
print(nan == nan, nan ~= nan, nan < nan, nan > 1, nan <= 1)
--- concatenation of numbers
print(1 .. "", 1.5 .. "", 2 ^ 53 .. "", 1e15 .. "", 1e100 .. "", -0.0 .. "", 10 / 2 .. "")
local x = 3
print(x .. x, x .. "" .. 0.1)
--- arithmetic on numerals in strings
print("10" + 5, "3" * "4", "0x10" + 0, " 5 " + 1, "1e1" + 0, 10 .. 20)
print("10" / 2, "7" % 4, "2" ^ 3, -"2", -"-2")
print(pcall(function() return "a" + 1 end))
print(pcall(function() return "" + 1 end))
print(pcall(function() return "1 2" + 1 end))
--- strings become integers or floats: 5.3+
print("10" + 5, "10.0" + 5, "0x10" * 1, "1e1" * 1, "9223372036854775807" + 0, "9223372036854775808" + 0)
print("10" // 3, "10" // "3.0", "7" % "4")
print(math.type("10" + 0), math.type("10." + 0))
--- integers and floats: 5.3+
print(1, 1.0, -0.0, 3 / 1, 3 // 1, 3.0 // 1, 2 ^ 2, 1e3, 10 // 3.0)
print(1 == 1.0, math.type(1), math.type(1.0), math.type("1"))
print(math.maxinteger, math.mininteger, math.maxinteger + 1 == math.mininteger, math.maxinteger * 2)
print(math.maxinteger + 0.0, math.maxinteger + 1.0, math.mininteger + 0.0)
print(math.maxinteger + 0.0 == math.maxinteger, math.maxinteger < math.maxinteger + 0.0)
print(9007199254740993, 2 ^ 53 + 1, 9007199254740993 == 2 ^ 53 + 1, 9007199254740993 < 9007199254740992.0)
print(1 < 1.5, 2 > 1.5, -1 < -0.5, math.mininteger <= -2 ^ 63, math.maxinteger < 2 ^ 63)
--- integer overflow wraps: 5.3+
print(math.maxinteger + 1, math.mininteger - 1, math.maxinteger * math.maxinteger, -math.mininteger)
print(5 // 0.0, -5 // 0.0, 0 // 1, -1 // 1)
local x = math.maxinteger
x = x + 1
print(x)
--- comparisons of integers and floats at the edges: 5.3+
print(math.maxinteger < math.huge, math.mininteger > -math.huge, math.maxinteger == 2 ^ 63, math.mininteger == -2 ^ 63)
print(2 ^ 53 == 2 ^ 53 + 1, 1 < 0 / 0, 1 >= 0 / 0, 0.0 == -0.0)
local i, f = 2 ^ 53 | 0, 2 ^ 53
print(i == f, i + 1 == f + 1, i + 1 > f, i < f + 2)
--- tonumber
print(tonumber("10"), tonumber(" 10 "), tonumber("10a"), tonumber(""), tonumber(" "), tonumber("0x10"), tonumber("0x"), tonumber("1e"), tonumber("1e1"))
print(tonumber(".5"), tonumber("5."), tonumber("."), tonumber("-5"), tonumber("- 5"), tonumber("--5"), tonumber("+5"), tonumber("5e+2"), tonumber("0x-1"))
print(tonumber("inf"), tonumber("nan"), tonumber("1 2"), tonumber("1_000"), tonumber(nil or {}), tonumber(true), tonumber(print))
print(tonumber("10\n"), tonumber("\t10"), tonumber("10\0"), tonumber("1e400"), tonumber("-0x10"))
--- tonumber of hexadecimal fractions: 5.2+
print(tonumber("0x.8"), tonumber("0x1p4"), tonumber("0x1.8p1"), tonumber("0x.p1"), tonumber("0xp1"), tonumber("0x1p"))
--- tonumber with a base
print(tonumber("10", 2), tonumber("ff", 16), tonumber("FF", 16), tonumber("zz", 36), tonumber("8", 8), tonumber("7", 8))
print(tonumber("1010", 2), tonumber("12", 3), tonumber("z", 10), tonumber("", 10), tonumber(" 11 ", 2), tonumber("-11", 2))
print(pcall(tonumber, "1", 1))
print(pcall(tonumber, "1", 37))
print(pcall(tonumber))
--- tonumber with a base wants a string: 5.3+
print(pcall(tonumber, 10, 16))
print(tonumber("7fffffffffffffff", 16), tonumber("ffffffffffffffff", 16), tonumber("10000000000000000", 16))
--- tonumber gives integers and floats: 5.3+
print(tonumber("1"), tonumber("1.0"), tonumber("0x7fffffffffffffff"), tonumber("0xffffffffffffffff"), tonumber("0x1ffffffffffffffff"))
print(tonumber("9223372036854775807"), tonumber("9223372036854775808"), tonumber("-9223372036854775808"), tonumber("-9223372036854775809"))
print(tonumber(3), tonumber(3.0), tonumber("1e1"))
--- modulo
print(5 % 3, -5 % 3, 5 % -3, -5 % -3, 5.5 % 2, -5.5 % 2, 5.5 % -2)
print(1e15 % 7, 2 ^ 53 % 3, 0 % 5)
--- modulo with infinity in 5.3: 5.3+
print(5 % math.huge, -5 % math.huge, 5 % -math.huge, -5 % -math.huge, 0 % math.huge)
--- modulo with infinity before 5.3: 5.1-5.2
local a, b = 5 % math.huge, -5 % math.huge
print(a ~= a, b ~= b)
--- modulo by zero of floats
local x = 5.5 % 0.0
print(x ~= x)
--- powers
print(2 ^ 0.5, 2 ^ 10, (-2) ^ 3, (-8) ^ (1 / 3) ~= (-8) ^ (1 / 3), 0 ^ 0, 2 ^ -1, 10 ^ 2)
--- division
print(1 / 2, 4 / 2, -7 / 2, 1 / 3, 1e308 * 10, -1e308 * 10)
print(1 / -0.0 < 0, 0.0 == -0.0)
--- floor of floats to integers: 5.3+
print(math.floor(3.7), math.ceil(3.2), math.floor(-3.7), math.ceil(-3.2), math.floor(1e100), math.floor(2 ^ 62), math.floor(5))
print(math.tointeger(3.0), math.tointeger(3.5), math.tointeger(2 ^ 63), math.tointeger("8") == nil or math.tointeger("8"))
print(3 | 0, 3.0 | 0, pcall(function() return 3.5 | 0 end))
--- floor of floats before 5.3: 5.1-5.2
print(math.floor(3.7), math.ceil(3.2), math.floor(-3.7), math.ceil(-3.2), math.floor(1e100), math.floor(2 ^ 62), math.floor(5))
--- a number where an integer is wanted: 5.3+
print(pcall(string.rep, "x", 1.5))
print(pcall(string.rep, "x", 2.0))
print(pcall(string.rep, "x", "2"))
print(pcall(string.char, 65.5))
print(pcall(("x").rep, "x", 2 ^ 63))
print(pcall(function() local t = {} t[1.5] = 1 return #t, t[1.5] end))
--- a number where an integer is wanted before 5.3: 5.1-5.2
print(pcall(string.rep, "x", 2.7))
print(pcall(string.rep, "x", "2"))
print(pcall(string.sub, "hello", 2.9))
--- float loops add up as C does
local s = 0
for i = 1, 10 do s = s + 0.1 end
print(s, s == 1)
print(string.format("%.17g", s))
--- large sums
local s = 0
for i = 1, 100000 do s = s + i * i end
print(s)
local p = 1
for i = 1, 25 do p = p * i end
print(p)
--- integer keys normalise floats: 5.3+
local t = {}
t[1.0] = "a" t[2 ^ 53] = "b"
for k in pairs(t) do print(k, math.type(k)) end
--- negative zero
print(-0.0, 0.0, 0 * -1, -0.0 == 0.0, 1 / (0 * -1.0))
local z = 0
print(-z)
--- negative zero of variables
local zero = 3 - #"abc"
local minus = -zero
print(minus, zero, zero * -1, minus == zero, 1 / zero, minus * 1, minus + zero)
--- a function has one constant that is zero, the first: 5.1
print(0, -0.0, 1 / -0);
(function() print(-0, 0, 1 / 0, (function() return 0, -0 end)(), -0) end)();
(function() local z = -(0) print(z, 0 * 1, 1 - 1, 0 % 1, #"") end)();
(function() local z = 0 local m = -z print(1 / z, 1 / m, 1 / -0, 0 * -1) end)();
(function() print(0 / 0 ~= 0 / 0, 1 / (0 * -1), -(0 * -1), -0 ^ 2) end)();
--- which zero is the first: 5.1
local function id(...) return ... end;
(function() print(0 / id(-0), 0) end)();
(function() print(1 / (-0 + id(0)), 0 - id(1), -0) end)();
(function() print(({[-0] = 1})[0], ({0, -0})[2], -0) end)();
(function() local t = {[0] = 7} t[-0] = 0 for k, v in pairs(t) do print(k, v) end end)();
(function() if 0 then print(-0) end while not 0 do end repeat until 0 print(0) end)();
(function() print(not 0, 0 and 1, -0, nil or 0) end)();
(function() print(id() and 0, 0 and -0, id(1) and 0 or 1, -0) end)();
(function() print(0 or 1, -0, (0 or 1)) end)();
(function() print((-0 and 0) .. "", -0, 0) end)();
(function() print(-(true and 0), -(1 and nil or 0), 0) end)();
(function() print((id() or -0) + 1, -(id() or 0), 0) end)();
(function() print(pcall(id, -0), 0 == -0, 0 < -0, 0 .. -0) end)();
(function() for i = -0, 0 do print(i) end print(0) end)();
--- zeros that and or or certainly ends in: 5.1
local function id(...) return ... end;
(function(x) print(-(x and nil or 0), 0) end)(1);
(function(x) print(0, -(x and nil or 0)) end)(1);
(function(x) print(-((x or 1) and 0), 0) end)(1);
(function(x) print(-((x or 1) and 0), 0) end)(nil);
(function(x) print(-(x and 0 or 0), 0) end)(nil);
(function(x) print(-(not (x and nil) and 0), 0) end)(1);
(function(x) print(-(not (x or 1) or 0), 0) end)(1);
(function(x) print((x and nil or 0) * -1, 0, 1 * (x and nil or -0)) end)(1);
(function(x) print((x and nil or -1) * (x and nil or 0), 0) end)(1);
(function(x) print((x and nil or -1) * (x and false or 0) - 0, 0) end)(1);
(function(x) print((x and nil or 0) / 0 ~= 0, -0) end)(1);
(function(x) print((x and false or -0) + id(0), 0) end)(1);
(function(x) print(id(0) + (x and false or -0), 0) end)(1);
(function(x) print(-(x and (id(1) and nil) or (id(2) and nil or 0)), 0) end)(1);
(function(x) print((-(x and nil or 0)) * 2, 0) end)(1);
(function() local n = 0 local function t() n = n + 1 return n end print((t() and nil or 2) + (t() and nil or 3) * (t() and false or 4), n) end)();
(function(x) print(-((x and nil or 'a') and 0), 0, -((x and nil) or (x or 5) and 0)) end)(1);
--- the constant zero is subtracted
local x, z = -#"" * 1.0, 0
x = -(x * x)
print(1 / (x - 0), 1 / (x - z), 1 / (x - (1 - 1)), 1 / (x + -0), 1 / (x - 0.0), 1 / (x - 0x0), 1 / (0 - x), 1 / ("-0.0" - 0))
print(1 / (x - (nil or 0)), 1 / (-0.0 - 0), 1 / (x - -0), 3 - 0, 3.5 - 0, 1 / (x - 0 - 0))
print((setmetatable({}, {__sub = function(a, b) return type(a) .. b end, __add = error}) - 0), pcall(function() return {} - 0 end))
--- a constant variable that is zero is subtracted: 5.4
local x, z <const> = -0.0, 0
print(x - z, -z - z, x - -z, x - (z + z))
--- loops of floats go a step back before they begin: 5.1+
for i = 0.1, 1, 0.7 do print(("%.17g"):format(i)) end
local first, step = -0.0, 0.25
for i = first, 0.3, step do print(1 / i) end
for i = 1e16, 1e16 + 2, 1.5 do print(("%.17g"):format(i)) end
for i = 1, 2, 1 / 0 do print(i) end
for i = 0.1, 1e17, 5e16 do print(("%.17g"):format(i)) end
--- min and max keep kinds: 5.3+
print(math.max(1, 2.0), math.max(2, 1.0), math.min(1, 1.0), math.max(1.0, 1))
--- numbers are formatted with fourteen digits
print(123456789012.5, 12345678901234.5, 0.1 + 0.2, 1 - 0.9, 100 * 1.1)
print(1e21, 1e-7, 123e-7, 5e20)
--- numbers in conditions
if 0 then print "zero is true" end
if "" then print "empty is true" end
print(0 == "0", 1 < 2, "1" == "1")
--- comparisons of numbers and strings fail
print(pcall(function() return 1 < "2" end))
print(pcall(function() return "1" < 2 end))
print(pcall(function() return 1 <= "x" end))
print(pcall(function() return {} < 1 end))
print(pcall(function() return {} < {} end))
print(pcall(function() return nil < 1 end))
print(pcall(function() return print < print end))
print(pcall(function() return true < false end))
--- counting with floats in loops keeps text
for i = 1, 3 do io.write(i / 1, " ", i * 1.0, " ", i ^ 1, ";") end
print()
--- integer to float conversion in arithmetic: 5.3+
print(1 + 1.0, 1 * 2.0, 2 ^ 2, 7 // 2.0, 7 % 2.0, 10 / 5, 3 - 3.0)
print(math.maxinteger // 1 | 0, 5 // 1, 5.5 // 1, -5.5 // 1)
