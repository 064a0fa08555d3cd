--- sub
local s = "hello"
print(s:sub(2), s:sub(2, 3), s:sub(-3), s:sub(-3, -2), s:sub(0), s:sub(10), s:sub(3, 2), s:sub(-100, 2), s:sub(2, 100), s:sub(2, -1), s:sub(0, 0) == "")
--- byte and char
print(("A"):byte(), ("abc"):byte(1, 3), ("abc"):byte(-1), ("abc"):byte(10), (""):byte()) print(string.char(72, 101), string.char() == "", #string.char(0, 255)) print(pcall(string.char, 300)) print(("abc"):byte(0, 10))
--- upper lower len reverse rep
print(("aBc1"):upper(), ("aBc1"):lower(), ("abc"):len(), ("a\0b"):len(), ("abc"):reverse(), (""):reverse() == "", ("ab"):rep(3), ("ab"):rep(0) == "", ("ab"):rep(-1) == "") print(("\228"):upper() == "\228")
--- rep with a separator: 5.2+
print(("ab"):rep(3, ","), ("ab"):rep(1, ","), ("ab"):rep(0, ",") == "", (""):rep(3, "-"))
--- find plain and by pattern
print(("hello"):find("l"), ("hello"):find("l", 4), ("hello"):find("xyz"), ("hello"):find(""), ("hello"):find("", 6), ("hello"):find("l", -2), ("a.b"):find(".", 1, true), ("a.b"):find("%.")) print(("hello"):find("l+"), ("hello"):find("(l)(o)"), ("hello"):find("()ll()"), ("a+b"):find("+", 1, true)) print(("abc"):find("b", 1, true), ("abc"):find("B"), (""):find(""))
--- match
print(("key = value"):match("(%w+)%s*=%s*(%w+)"), ("2024-01-15"):match("(%d+)-(%d+)-(%d+)"), ("hello"):match("l+"), ("hello"):match("x"), ("hello"):match("()l"), ("  trim  "):match("^%s*(.-)%s*$")) print(("abc"):match("^b"), ("abc"):match("c$"), ("a$"):match("a$$"), ("abc"):match("b", 3), ("abc"):match(".", -1), ("abc"):match("^b", 2))
--- gmatch
for w in ("one two  three"):gmatch("%a+") do io.write(w, ",") end print() for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do io.write(k, "->", v, " ") end print() for p in ("abc"):gmatch("()") do io.write(p, " ") end print() for x in ("aXbX"):gmatch("(.-)X") do io.write("[", x, "]") end print()
--- gmatch with an anchor: 5.1
for w in ("aab"):gmatch("^a") do io.write(w, ",") end print()
--- gmatch with an anchor later: 5.2+
for w in ("aab"):gmatch("^a") do io.write(w, ",") end print()
--- gmatch with a start: 5.4
for w in ("one two three"):gmatch("%a+", 5) do io.write(w, ",") end print() for w in ("abc"):gmatch(".", -2) do io.write(w, ",") end print()
--- empty matches of gmatch and gsub
for a in ("abc"):gmatch("%d*") do io.write("[", a, "]") end print() print((("abc"):gsub("", "-")), (("abc"):gsub("%d*", "x")), (("a1b2"):gsub("%d*", "<%0>")), ("hello world"):gsub("%w*", "x"))
--- gsub with strings
print(("hello"):gsub("l", "L"), ("hello"):gsub("l", "L", 1), ("hello"):gsub("(l)(l)", "%2-%1"), ("hello"):gsub("", "."), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("b", "%%"), ("abc"):gsub("x", "y"), ("abc"):gsub(".", "x", 0), ("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"))
--- gsub with tables and functions
print(("$name is $age"):gsub("%$(%w+)", {name = "Bob", age = 42}), ("abc"):gsub("%w", {a = "1", b = true and "2", c = false}), ("abc"):gsub("%w", function(c) if c == "b" then return "B" end end), ("a b"):gsub("(%w) (%w)", function(x, y) return y .. x end), ("abc"):gsub(".", function() return nil end), ("12"):gsub("%d", function(d) return d + 1 end)) print(("hello"):gsub("()", function(p) return p end))
--- gsub refuses other values
print(pcall(string.gsub, "x", "x", function() return {} end)) print(pcall(string.gsub, "x", "x", {x = true})) print(pcall(string.gsub, "x", "x", nil)) print(pcall(string.gsub, "x", "x")) print(pcall(string.gsub, "x", "x", true)) print(("x"):gsub("x", 5))
--- bad replacement strings: 5.2+
print(pcall(string.gsub, "abc", "b", "%2")) print(pcall(string.gsub, "abc", "b", "%x")) print(pcall(string.gsub, "abc", "b", "%")) print(pcall(string.gsub, "abc", "(b)", "%1%1%0"))
--- bad replacement strings in 5.1: 5.1
print(pcall(string.gsub, "abc", "b", "%2")) print(pcall(string.gsub, "abc", "b", "%x"))
--- malformed patterns
for _, p in ipairs {"[a", "%", "(a", "a)", "[%", "%b", "%bx", "%f", "[]", "[^]", "(()", "%1", "(%1)", "[a-", "%f["} do print(p, pcall(string.find, "aaa", p)) end
--- classes
for _, c in ipairs {"%a", "%d", "%l", "%s", "%u", "%w", "%x", "%p", "%c"} do local n = 0 for i = 0, 255 do if string.char(i):find("^" .. c) then n = n + 1 end end io.write(c, "=", n, " ") end print() print(("a-b"):match("[a%-]+"), ("x]y"):match("[]]"), ("x^y"):match("[%^]"), ("a-z"):match("[a-]+", 1), ("abc"):match("[^a]+"), ("AbC"):match("%u%l%U") == nil, ("0xFF"):match("%x+", 3))
--- complements and sets
print(("hello world"):gsub("[aeiou]", ""), ("hello"):gsub("[^aeiou]", ""), ("a1b2"):gsub("%D", ""), ("a,b;c"):gsub("[,;]", " "), ("tab\there"):gsub("%s", "_"), ("[x]"):gsub("[%[%]]", ""), ("a.b"):gsub("[.]", "!"))
--- repetitions
print(("aaa"):match("a*"), ("aaa"):match("a-"), ("aaa"):match("a-$"), ("aaa"):match("a+b?"), ("ab"):match("a?b"), ("b"):match("a?b"), ("<a><b>"):match("<.->"), ("<a><b>"):match("<.*>"), ("[[x]]"):match("%[%[(.-)%]%]"))
--- balances and frontiers
print(("f(a(b)c)d"):match("%b()"), ("THE (quick) fox"):find("%f[%a]%a+"), ("THE (quick) fox"):gsub("%f[%a]%a+", function(w) return w:lower() end), ("x(y"):match("%b()"), ("if x then end"):gsub("%f[%w]%w+%f[%W]", "<%0>"), ("((a)"):match("%b()"))
--- back references
print(("say 'hi'"):match("(['\"])(.-)%1"), ("abab"):match("(ab)%1"), ("abac"):match("(ab)%1"), ("xyxy"):find("(x)(y)%1%2"))
--- position captures
print(("hello"):find("l()l()"), ("hello"):match("()(l+)()"), ("abc"):gsub("()b()", "%1%2"))
--- many captures
local s = ("a"):rep(32) print(select("#", s:match(("(a)"):rep(32)))) print(pcall(string.match, ("a"):rep(33), ("(a)"):rep(33)))
--- long subjects
local s = ("x"):rep(100000) print(#s:gsub("x", "yy"), #s:match(".*"), #s:match(".-$"), s:find("y"), (s .. "y"):find("y"))
--- pattern that backtracks
print((("a"):rep(30)):match(("a?"):rep(10) .. ("a"):rep(10)) ~= nil, ("aaaaaaaaab"):match("(a*)*b") or "none", ("x"):rep(1000):find(".-b"))
--- zero bytes in patterns: 5.2+
print(("a\0b"):find("\0"), ("a\0b"):find("%z"), ("a\0b"):match("[\0]") == "\0", ("a\0b"):gsub("\0", "0"))
--- format of integers
print(("%d %5d %-5d| %05d %+d % d"):format(1, 2, 3, 4, 5, 6), ("%i"):format(7), ("%x %X %#x %o"):format(255, 255, 255, 8), ("%c%c"):format(72, 105), ("%5.3d"):format(7), ("%d"):format(-0)) print(("%d"):format("10"), ("%d"):format(3.0), ("%x"):format(2 ^ 31))
--- format of floats
print(("%f %.2f %10.3f %-10.1f| %e %.3e %g %.3g %G"):format(1.5, 1.005, math.pi, 2.25, 12345.678, 0.00012, 1e20, 1234567, 1e-10)) print(("%5.1f|%+.1f|% .1f|%010.2f|%.0f|%#.0f"):format(1, 1, 1, -3.14159, 2.5, 3)) print(("%g %g %g %g"):format(100000, 1e6, 1e-4, 1e-5), ("%.14g %.17g"):format(0.1, 0.1), ("%f"):format(1e15)) print(("%g %f %d"):format(1 / 0, -1 / 0, 5))
--- format of hexadecimal floats: 5.2+
print(("%a %A %.2a %a"):format(1, 0.5, math.pi, 0))
--- format of strings
print(("%s|%10s|%-10s|%.2s|%5.1s|"):format("abc", "abc", "abc", "abc", "abc"), ("%s %s"):format(1, 2.5), ("%%"):format(), ("%s"):format("a\0b") == "a\0b", ("%-5s|"):format("ab"))
--- format with quotes
print(("%q"):format("a\nb\"c\\d\0e\rf")) print(("%q"):format("\1\0012\200"))
--- format with quotes of numbers: 5.3+
print(("%q %q %q %q"):format(1, 1.5, math.mininteger, 1 / 0)) print(("%q %q"):format(nil, true)) print(pcall(string.format, "%q", {}))
--- format of any value by tostring: 5.2+
print(("%s %s %s"):format(nil, true, setmetatable({}, {__tostring = function() return "T" end}))) print(pcall(string.format, "%s"))
--- format errors
print(pcall(string.format, "%d", "x")) print(pcall(string.format, "%d")) print(pcall(string.format, "%y", 1)) print(pcall(string.format, "%")) print(pcall(string.format, "%10.123f", 1)) print(pcall(string.format, "%0123d", 1)) print(pcall(string.format, "%d", {})) print(pcall(string.format, "%s"))
--- format of floats as integers before 5.3: 5.1-5.2
print(("%d"):format(3.0), ("%x"):format(255.0))
--- format of floats as integers: 5.3+
print(pcall(string.format, "%d", 3.5)) print(("%d"):format(3.0), ("%d"):format("3"), ("%x"):format(-1), ("%d"):format(math.mininteger)) print(pcall(string.format, "%d", "3.5")) print(pcall(string.format, "%d", 2 ^ 63))
--- format of long texts
print(#("%s"):format(("x"):rep(1000)), #("%1s"):format(("x"):rep(200)), #("%99.99f"):format(1e10), #("%s%s"):format(("a"):rep(500), ("b"):rep(500)))
--- comparisons of strings
print("a" < "b", "a" < "aa", "" < "a", "Z" < "a", "a\0a" < "a\0b", "a" <= "a", "b" > "a", "10" < "9", "\127" < "\128", "a" == "a", "a" ~= "b")
--- lengths with zero bytes
local s = "a\0b\0" print(#s, s:len(), s:byte(2), s:upper() == "A\0B\0", s .. s == "a\0b\0a\0b\0", s:rep(2):len(), s:find("b", 1, true))
--- numbers have no methods
print(pcall(function() return (5):rep(3) end))
--- methods of numbers by string functions
print(string.len(123), string.rep(12, 2), string.sub(12345, 2, 3), string.upper(1), string.format("%s", 12), string.byte(5), ("x"):rep("3"))
--- concatenation of many values
local s = "" for i = 1, 100 do s = s .. i .. "," end print(#s, s:sub(1, 20)) local a, b, c = "x", 1, 2.5 print(a .. b .. c .. a .. "y" .. b)
--- splitting
local function split(s, sep) local r = {} for part in (s .. sep):gmatch("(.-)" .. sep:gsub("%p", "%%%0")) do r[#r + 1] = part end return r end print(table.concat(split("a,b,,c", ","), "|"), #split("", ","), table.concat(split("a.b.c", "."), "|"))
--- templates
local function render(t, v) return (t:gsub("{{(%w+)}}", function(k) return tostring(v[k] or "") end)) end print(render("Hi {{name}}, {{n}} new {{x}}", {name = "Al", n = 3}))
--- url coding
local function enc(s) return (s:gsub("[^%w%-_.~]", function(c) return ("%%%02X"):format(c:byte()) end)) end local function dec(s) return (s:gsub("%%(%x%x)", function(h) return string.char(tonumber(h, 16)) end)) end print(enc("a b&c/d?\228"), dec(enc("a b&c/d?")) == "a b&c/d?")
--- pack and unpack: 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end print(hex(string.pack("<i4", 1)), hex(string.pack(">i4", 1)), hex(string.pack("<i2 >i2", 1, 1)), hex(string.pack("b", -1)), hex(string.pack("B", 255)), hex(string.pack("<d", 1.5)), hex(string.pack("<f", 1.5)), hex(string.pack("z", "ab")), hex(string.pack("s1", "ab")), hex(string.pack("<s4", "ab"))) print(string.unpack("<i4", "\1\0\0\0"), string.unpack("<I2", "\255\255"), string.unpack("<i2", "\255\255"), string.unpack("z", "ab\0c"), string.unpack("s1", "\2abc")) print(string.packsize("i4i8"), string.packsize("!8 i1 i8"), string.packsize("<i3"), string.packsize("bhilj"))
--- pack alignment and options: 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end print(hex(string.pack("!4 i1 i4", 1, 2)), hex(string.pack("!4 i1 Xi4", 1)), hex(string.pack("c5", "abc")), hex(string.pack("i1x", 5)), hex(string.pack("<i16", -2)), hex(string.pack("<j n", 1, 2.0))) print(pcall(string.pack, "i1", 200)) print(pcall(string.pack, "i17", 1)) print(pcall(string.pack, "q", 1)) print(pcall(string.unpack, "i4", "abc")) print(pcall(string.packsize, "s")) print(pcall(string.packsize, "z")) print(pcall(string.pack, "c2", "abc")) print(pcall(string.pack, "z", "a\0b")) print(string.unpack("<i4", "xx\1\0\0\0", 3)) print(pcall(string.unpack, "i4", "abcd", 10)) print(string.unpack("<i8", ("\255"):rep(8))) print(pcall(string.unpack, "<I9", ("\255"):rep(9))) print(pcall(string.pack, "!3 i4", 1))
--- gfind: 5.1
for w in string.gfind("a b", "%a") do io.write(w, " ") end print() print(string.gfind == string.gmatch)
--- dump
local load = loadstring or load
local function sum(a, b) return a + b, "x" end
local binary = string.dump(sum)
print(binary:sub(1, 12):byte(1, 12))
print(load(binary)(1, 2))
print(load(binary, "name")(3, 4))
local main = load("local a = ... ; return a, _VERSION")
print(load(string.dump(main))(7))
print(load(string.dump(main, true))(8))
print(load(string.dump(load(string.dump(main))))(9))
--- dump of a function with variables
local load = loadstring or load
local up = 5
local function get() return up end
up = 6
print(get(), (_VERSION == "Lua 5.1" and load(string.dump(get))()))
--- dump with bad arguments
print(pcall(string.dump, print))
print(pcall(string.dump))
print(pcall(string.dump, 1))
--- binary chunks that are cut
local load = loadstring or load
local binary = string.dump(function(a, b) return a + b end)
for _, length in ipairs {1, 3, 5, 10, 13, 20, 25, 30, #binary - 1} do
  print((select(2, load(binary:sub(1, length), "cut"))), (select(2, load(binary:sub(1, length)))))
end
print(load("\27Luax and more", "=x"))
--- bytecode by hand [binary chunks]
local load = loadstring or load
local binary = string.dump(function() end)
local header = ({["Lua 5.1"] = 12, ["Lua 5.2"] = 18, ["Lua 5.3"] = 33, ["Lua 5.4"] = 31})[_VERSION]
print(load(binary:sub(1, header) .. ("x"):rep(80), "=x"))
--- arguments that are converted
print(("x"):rep(2.0), ("abc"):sub("2"), ("abc"):sub("2", "3"), ("abc"):byte("1")) print(pcall(string.sub)) print(pcall(string.sub, "x", {})) print(pcall(string.rep, "x")) print(pcall(string.upper)) print(pcall(string.len, nil)) print(pcall(string.find, "x")) print(pcall(string.gmatch, "x")) print(pcall(string.byte, "x", "y"))
--- init beyond the string: 5.2+
print(("abc"):find("", 10), ("abc"):match("", 10), ("abc"):find("", 4), ("abc"):match("", 4), ("abc"):find("c", 3, true))
--- upper and lower of bytes
local s = "" for i = 0, 255 do s = s .. string.char(i) end print(#s:upper(), #s:lower(), s:upper():find("a", 1, true), s:lower():find("A", 1, true))
--- html escapes
local e = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;"} print((("<a href=\"x\">&</a>"):gsub('[&<>"]', e)))
--- words and capitals
print((("the quick fox"):gsub("(%w)(%w*)", function(a, b) return a:upper() .. b end)), ("CamelCaseWord"):gsub("(%u)", "_%1"))
--- numbers found in text
for n in ("3 apples, -4.5 pears, 1e3"):gmatch("%-?%d+%.?%d*") do io.write(n, ";") end print()
--- nested captures
print(("foo.bar.baz"):match("((%w+)%.(%w+))%.(%w+)")) print(("k=v"):match("((.)=(.))"))
--- string coercion in concat of floats: 5.3+
print(1.0 .. "", 2 ^ 53 .. "", 1e100 .. "", 10 // 3 .. "", -0.0 .. "", 3 .. 4.0)
--- characters of large numbers
print(pcall(string.char, 2^32 + 65))
print(pcall(string.char, 66, -2^40 - 1))
print(#select(2, pcall(string.char, 2^53)), pcall(string.char, 2^53 + 4, nil))
