--- several values are assigned at once
local a, b, c = 1, 2
print(a, b, c)
a, b = b, a
print(a, b)
local t = {}
local i = 1
i, t[i] = i + 1, 20
print(i, t[1], t[2])
--- extra values are evaluated and dropped
local n = 0
local function f() n = n + 1 return n end
local a = f(), f(), f()
print(a, n)
--- only the last call of a list is expanded
local function f() return 1, 2, 3 end
print(f(), f())
print((f()))
print(#{f(), f()}, #{f(), (f())})
--- only the last call of a list is expanded in constructors
local function f() return 1, 2, 3 end
local t = {f(), f()}
print(#t, t[1], t[2], t[4])
t = {f(), (f())}
print(#t)
t = {[1] = 9, f()}
print(t[1], t[2], t[3])
t = {f(), n = 1}
print(#t, t.n)
--- blocks have scopes of their own
local x = 1
do local x = 2 print(x) end
print(x)
local x = x + 10
print(x)
--- a local function sees itself
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end
print(fact(10))
local f = function() return f end
print(f())
--- while and break
local i = 0
while true do i = i + 1 if i > 5 then break end end
print(i)
while i > 0 do i = i - 1 end
print(i)
--- repeat sees the locals of its body in the condition
local i = 0
repeat local done = i >= 3 i = i + 1 until done
print(i)
--- repeat with a captured local
local fs = {}
local i = 0
repeat
  local x = i
  fs[#fs + 1] = function() x = x + 1 return x end
  i = i + 1
until x >= 2
print(fs[1](), fs[1](), fs[2](), fs[3](), i)
--- numeric for
for i = 1, 3 do io.write(i, " ") end print()
for i = 3, 1, -1 do io.write(i, " ") end print()
for i = 1, 0 do io.write(i, " ") end print("none")
for i = 1, 2, 0.5 do io.write(i, " ") end print()
for i = 1.0, 3 do io.write(i, " ") end print()
for i = 0.1, 0.35, 0.1 do io.write(i, " ") end print()
--- numeric for evaluates its bounds once
local n = 0
local function limit() n = n + 1 return 3 end
for i = 1, limit() do end
print(n)
--- the control variable of a for is a copy
for i = 1, 3 do local j = i i = i * 10 io.write(j, " ", i, " ") end print()
--- every iteration has a variable of its own
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 1 return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
for k, v in pairs({"a"}) do fs[k] = function() return k, v end end
print(fs[1]())
--- numeric for with a step of zero: 5.1-5.3
local n = 0
for i = 1, 0, 0 do n = n + 1 break end
print(n)
--- numeric for refuses a step of zero: 5.4
print(pcall(function() for i = 1, 2, 0 do end end))
print(pcall(function() for i = 1.0, 2, 0.0 do end end))
--- numeric for refuses what is no number
print(pcall(function() for i = {}, 2 do end end))
print(pcall(function() for i = 1, {} do end end))
print(pcall(function() for i = 1, 2, {} do end end))
print(pcall(function() for i = nil, 2 do end end))
print(pcall(function() for i = "x", 2 do end end))
--- numeric for and numerals in strings
print(pcall(function() for i = "1", 2 do io.write(i, " ") end end))
print(pcall(function() for i = 1, "2" do io.write(i, " ") end end))
print(pcall(function() for i = 1, 2, "1" do io.write(i, " ") end end))
--- numeric for at the ends of the integers: 5.4
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end
print(n)
for i = math.maxinteger, math.maxinteger + 0.0 do io.write(i, " ") end print()
for i = 1, math.huge do if i > 3 then break end io.write(i, " ") end print()
for i = -1, -math.huge, -1 do if i < -3 then break end io.write(i, " ") end print()
for i = 1, -math.huge do print "never" end
for i = math.mininteger, math.maxinteger, math.maxinteger do io.write(i, " ") end print()
for i = 3, 0.5, -1 do io.write(i, " ") end print()
for i = 1, 3.9 do io.write(i, " ") end print()
--- numeric for with nan and infinity
for i = 1, 0/0 do print "never" end
for i = 0/0, 1 do print "never" end
local n = 0
for i = 1, math.huge do n = n + 1 if n == 5 then break end end
print(n)
--- generic for
for k, v in next, {10, 20, 30} do io.write(k, "=", v, " ") end print()
local function iter(s, i) if i < s then return i + 1, i * i end end
for i, sq in iter, 4, 0 do io.write(i, ":", sq, " ") end print()
--- generic for with a callable table
local it = setmetatable({}, {__call = function(self, s, c) if c < 3 then return c + 1 end end})
for i in it, nil, 0 do io.write(i, " ") end print()
--- generic for with what cannot be called
print(pcall(function() for i in 5 do end end))
print(pcall(function() for i in nil do end end))
local x = {}
print(pcall(function() for i in x do end end))
--- breaks leave the innermost loop
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then break end
    io.write(i, ",", j, " ")
  end
end
print()
--- goto: 5.2+
do
  local i = 1
  ::top::
  if i <= 3 then io.write(i, " ") i = i + 1 goto top end
  print()
end
for i = 1, 5 do
  if i % 2 == 0 then goto continue end
  io.write(i, " ")
  ::continue::
end
print()
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto out end
    io.write(i, ",", j, " ")
  end
end
::out::
print()
--- goto makes new variables: 5.2+
local fs = {}
do
  local k = 0
  ::again::
  local x = k
  fs[#fs + 1] = function() x = x + 1 return x end
  k = k + 1
  if k < 3 then goto again end
end
print(fs[1](), fs[1](), fs[2](), fs[3]())
--- goto out of nested blocks with captured variables: 5.2+
local f
while true do
  local a = 1
  do
    local b = 2
    f = function() a = a + b return a end
    if b then goto done end
  end
end
::done::
print(f(), f())
--- goto is a name: 5.1
local goto = 5
print(goto)
--- labels may be repeated in functions and blocks: 5.2+
do ::a:: end
do ::a:: end
local function f() ::a:: return 1 end
print(f())
--- labels at the end of a block: 5.2+
do
  goto finish
  local x
  ::finish::
end
print "ok"
print(load "repeat if x then goto cont end local y = 1 ::cont:: until y")
while true do
  do break end
  goto cont
  local x = 1
  ::cont::
end
print "ok"
--- goto errors: 5.2+
print(load "goto nowhere")
print(load "do goto l end local x ::l:: print(x)")
print(load "::a:: ::a::")
print(load "break")
print(load "do ::l:: end goto l")
--- break outside a loop: 5.1
print(loadstring "break")
print(loadstring "if x then break end")
--- break in the middle of a block: 5.2+
for i = 1, 2 do
  break
  print "never"
end
print "ok"
--- break in the middle of a block is refused: 5.1
print(loadstring "for i = 1, 2 do break print(1) end")
print(loadstring "return 1 print(2)")
--- empty statements: 5.2+
;;; print "ok" ;
--- empty statements are refused: 5.1
print(loadstring ";")
print(loadstring "x = 1;; y = 2")
print(loadstring "x = 1; y = 2")
--- and or not
print(nil and 1, false and 1, 0 and 1, "" and 2)
print(nil or 1, false or nil, 0 or 1)
print(not nil, not 0, not not "")
print(1 and nil or 3, false == nil)
local function f(x) io.write(tostring(x), " ") return x end
print(f(1) and f(nil) and f(3))
print(f(false) or f(2) or f(3))
print((f(1) or f(2)) and f(3))
--- conditions with comparisons are values
local a, b = 1, 2
print(a < b, a > b, a <= b, a >= b, a == b, a ~= b)
local x = a < b and "less" or "not"
print(x)
local y = not (a < b)
print(y, not a == b)
--- precedence
print(2 ^ 3 ^ 2, -2 ^ 2, 2 ^ -1)
print(1 .. 2 .. 3, "a" .. 1 + 2 .. "b")
print(1 + 2 < 4 and 2 * 3 == 6, not 1 == 2)
print(7 - 3 - 2, 2 * 3 % 4, -3 % 5, 100 / 10 / 2)
print(#"abc" + 1, -#"abc", not #"")
--- precedence of bitwise operators: 5.3+
print(1 | 2 & 3 ~ 4, 1 << 2 + 1, ~0 & 0xF)
print(5 // 2 * 2, -5 // 2, 3 | 1 == 3)
--- comparison chains of different kinds
print(1 == 1.0, "1" == 1, nil == false, {} == {})
local t = {}
print(t == t, print == print, "a" < "b", "a" < "B", "" < "a", "a\0b" < "a\0c", "Z" < "a")
print("10" < "9", "abc" < "abcd", "\200" > "a")
--- long strings and escapes
print([[
first
second]])
print([==[a]]b]=]c]==])
print("a\065\10b\
c")
print('\'"\\', "tab\tend", "\a\b\f\v" == "\7\8\12\11")
--- long strings count line ends once
local s = (loadstring or load)("return [[\r\nx\r\ny\n\rz\rw]]")()
print((s:gsub("\n", "|")))
--- escapes of 5.2: 5.2+
print("\x41\x7a", "a\z
       b", "\x00" == "\0")
--- unknown escapes in 5.1: 5.1
print("\x41\q\z")
--- unknown escapes: 5.2+
print(load [[return "\q"]])
print(load [[return "\xZZ"]])
print(load [[return "\300"]])
print(load [[return "\u{110000000000}"]])
--- escapes of code points: 5.3+
print("\u{48}\u{20AC}\u{10FFFF}" == "H\xE2\x82\xAC\xF4\x8F\xBF\xBF")
print(#"\u{7FF}", #"\u{800}", #"\u{FFFF}")
--- numerals
print(0x10, 0xff, 1e2, .5, 3., 1e-2, 1E+2, 0xffffffff)
--- numerals in hexadecimal with fraction: 5.2+
print(0x.8, 0x1p4, 0xA.8p1, 0x1P-2, 0xffffffff)
--- integer numerals: 5.3+
print(9223372036854775807, 9223372036854775808, 0xffffffffffffffff, 0x7fffffffffffffff)
print(1e15, 1e16, 123456789012345678, 0x1p4, 3.0)
--- malformed numerals
local load = loadstring or load
print(load "return 3x")
print(load "return 0x")
print(load "return 1e")
print(load "return 1..2")
print(load "return 08, 1.5.2")
--- comments
-- one
--[[ two
lines ]] print "after"
--[==[ ]] ]==] print "after 2"
--[ not long
print "end" --
--- method calls
local o = {n = 1}
function o:inc(by) self.n = self.n + (by or 1) return self end
function o.plain(x) return x end
print(o:inc():inc(5).n, o.plain(3))
local s = "abc"
print(s:upper(), ("x"):rep(3), #s:sub(2))
o.sub = {deep = {}}
function o.sub.deep.f(a) return a end
function o.sub.deep:g() return self == o.sub.deep end
print(o.sub.deep.f(7), o.sub.deep:g())
--- calls without parentheses
local function f(x) return type(x) == "table" and #x or x end
print(f"str", f{1, 2}, f[[long]])
local o = {f = function(self, x) return x end}
print(o:f"x", o:f{} ~= nil)
--- an expression is no statement
local load = loadstring or load
print(load "1")
print(load "x")
print(load "x + 1")
print(load "f() = 1")
print(load "(f)")
print(load "local function a.b() end")
--- ambiguous calls: 5.1
print(loadstring "f\n(g)")
--- a call may begin on the next line: 5.2+
local function f(x) return x end
local x = f
(5)
print(x)
--- syntax errors say what was expected
local load = loadstring or load
print(load "if x then")
print(load "if x then\n\nelse")
print(load "for i = 1 do end")
print(load "for i, j = 1, 2 do end")
print(load "for i in")
print(load "while true")
print(load "repeat x = 1")
print(load "function f(")
print(load "function f(a,) end")
print(load "local x = = 1")
print(load "return return")
print(load "x = {1, 2")
print(load "x = (1")
print(load "x = 'abc")
print(load "x = [[abc")
print(load "--[[abc")
print(load "x = }")
print(load "local 1")
print(load "x.1 = 2")
print(load "a.b:c = 1")
print(load "x = @")
print(load "x = ~1 y")
print(load "end")
print(load "local function end")
print(load "f(")
print(load "return 'a\nb'")
--- syntax errors name the chunk
local load = loadstring or load
print(load("x =", "=name"))
print(load("x =", "@file.lua"))
print(load("x =", "return 1\nx ="))
print(load("x =", "a long chunk that is more than sixty characters long so that it is cut somewhere"))
print(load("x =", "@a/very/long/path/of/a/file/that/has/more/than/sixty/characters/in/its/name.lua"))
print(load("\n\nx ="))
print(load("x =", ""))
--- vararg outside a vararg function
local load = loadstring or load
print(load "function f() return ... end")
print(load "return ...")
--- assignments evaluate before they assign
local a = {}
local i = 3
i, a[i] = i + 1, 20
print(i, a[3], a[4])
local x, y = 1, 2
x, y = y, x
print(x, y)
local t = {1, 2, 3}
t[1], t[2], t[3] = t[3], t[1], t[2]
print(t[1], t[2], t[3])
--- nested functions and recursion through upvalues
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(100), odd(7), even(10001))
--- tail calls do not use the stack
local function loop(n) if n == 0 then return "done" end return loop(n - 1) end
print(loop(200000))
local o = {}
function o:m(n) if n == 0 then return "method" end return self:m(n - 1) end
print(o:m(200000))
--- a tail call passes all results
local function f(...) return ... end
local function g(...) return f(...) end
print(g(1, nil, 3, nil))
print(select("#", g(1, nil, 3, nil)))
print((g(1, 2)))
--- deep recursion is an error
local function f() return 1 + f() end
local ok, e = pcall(f)
print(ok, (e:match "stack overflow"))
local function g() local ok, e = pcall(g) return ok end
print(pcall(f))
--- nested constructors
local t = {1, {2, {3, x = {y = 4}}}, n = {[1] = 5}; 6}
print(t[2][2][1], t[2][2].x.y, t.n[1], t[3], #t)
local t = {[1] = "a", "b", [2] = "c"}
print(t[1], t[2])
local t = {nil, nil, 3}
print(#t == 3 or #t == 0, t[3])
local t = {["a b"] = 1, [2 ^ 1] = 2, [true] = 3}
print(t["a b"], t[2], t[true])
--- many locals and upvalues
local a1, a2, a3, a4, a5, a6, a7, a8 = 1, 2, 3, 4, 5, 6, 7, 8
local function f()
  a1 = a1 + 1
  return function() a2 = a2 + a1 return a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 end
end
print(f()(), f()(), a1, a2)
--- too many locals
local load = loadstring or load
local t = {}
for i = 1, 201 do t[i] = "local v" .. i end
print(load(table.concat(t, "\n"), "=x"))
t[201] = nil
print(type(load(table.concat(t, "\n"), "=x")))
--- nesting is limited
local load = loadstring or load
local ok, e = load(("("):rep(1000) .. "1" .. (")"):rep(1000), "=x")
print(ok, e and #e > 0)
local ok, e = load(("do "):rep(1000) .. ("end "):rep(1000), "=x")
print(ok, e and #e > 0)
--- global functions and fields
function g(x) return x * 2 end
print(g(4), _G.g == g, _G._G == _G)
_G.h = 5
print(h)
h = nil
print(rawget(_G, "h"))
--- strings index to their methods
local s = "hello"
print(s.len, s.x, ("x").rep == string.rep)
print(#s, s:len(), s:byte(1, -1))
print(pcall(function() s.x = 1 end))
--- integer keys and floats are the same key
local t = {}
t[1] = "a" t[1.0] = "b" t[2 ^ 53] = "c"
print(t[1], #t, t[2 ^ 53])
t["1"] = "s"
print(t[1], t["1"])
--- nil and nan keys
local t = {}
print(pcall(function() t[nil] = 1 end))
print(pcall(function() t[0/0] = 1 end))
print(t[nil], t[0/0])
print(pcall(rawset, t, nil, 1))
print(pcall(function() return {[nil] = 1} end))
--- integer division and modulo: 5.3+
print(7 // 2, -7 // 2, 7 // -2, 7.0 // 2, -7 // 2.0, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(7.5 % 2, -7.5 % 2, 5 % math.huge, -5 % math.huge, 5 // 0.0, -5 // 0.0, 0.0 / 0 ~= 0.0 / 0)
print(pcall(function() return 1 // 0 end))
print(pcall(function() return 1 % 0 end))
print(1 % 0.0 ~= 1 % 0.0, math.mininteger // -1, math.mininteger % -1)
--- bitwise operators: 5.3+
print(1 & 3, 1 | 2, 1 ~ 3, ~0, ~5, 1 << 62, 1 << 63, 1 << 64, 1 << -1, -1 >> 1, -1 >> 63, -1 >> 64, 2 >> -1)
print(3.0 & 1, 2 ^ 53 | 0)
print(pcall(function() return "3" & 1 end))
print(pcall(function() local s = "0x10" return s | 0 end))
print(pcall(function() return 1.5 & 1 end))
print(pcall(function() return "a" & 1 end))
print(pcall(function() return {} & 1 end))
print(pcall(function() return 1 << 2 ^ 64 end))
print(pcall(function() return "1.5" | 1 end))
local a = 1.5
print(pcall(function() return a | 1 end))
local t = {x = {}}
print(pcall(function() return t.x ~ 1 end))
print(pcall(function() return ~t.x end))
--- bitwise operators are refused before 5.3: 5.1-5.2
local load = loadstring or load
print(load "return 1 & 2")
print(load "return 1 | 2")
print(load "return ~1")
print(load "return 1 // 2")
print(load "return 1 << 2")
--- const locals: 5.4
local x <const> = 5
print(x)
print(load "local x <const> = 1; x = 2")
print(load "local x <foo> = 1")
print(load "local x <const> = 1; function f() x = 2 end")
print(load "local x <close>, y <close> = 1, 2")
local a <const>, b = 1, 2
b = 3
print(a, b)
--- attribs are refused before 5.4: 5.1-5.3
local load = loadstring or load
print(load "local x <const> = 1")
--- constants fold as they compute
print(1 + 2 * 3, 2 ^ 10, 7 % 4, 1 / 2, -(-3), 10 / 2)
print(1 / 0, -1 / 0, 0 / 0 ~= 0 / 0)
print("a" .. "b" .. 1, #"abc", not nil, not 1)
print(0 == -0)
--- large tables in constructors
local load = loadstring or load
local parts = {"return {"}
for i = 1, 3000 do parts[#parts + 1] = i .. "," end
parts[#parts + 1] = "}"
local t = load(table.concat(parts))()
print(#t, t[1], t[3000], t[1500])
--- many constants
local load = loadstring or load
local parts = {"local t = {} "}
for i = 1, 2000 do parts[#parts + 1] = "t.k" .. i .. " = 'v" .. i .. "' " end
parts[#parts + 1] = "return t"
local t = load(table.concat(parts))()
print(t.k1, t.k2000, t.k777)
--- long chains of operators
local load = loadstring or load
print(load("return " .. ("1 + "):rep(150) .. "1")())
print(load("return " .. ("'a' .. "):rep(150) .. "'b'")())
print(load("local x = 1 return " .. ("x and "):rep(150) .. "x")())
--- a function of many statements
local load = loadstring or load
local parts = {"local x = 0 "}
for i = 1, 3000 do parts[#parts + 1] = "x = x + " .. i .. " if x < 0 then print 'no' end " end
parts[#parts + 1] = "return x"
print(load(table.concat(parts, "\n"))())
--- results are adjusted in all places
local function none() end
local function two() return 1, 2 end
local a, b = none()
print(a, b)
local a, b, c = two()
print(a, b, c)
print(none(), two())
print((none()))
print(#{none()}, #{none(), none()}, #{two(), two()})
print(none() == nil, two() == 1)
if none() then print "never" else print "nil" end
--- comparing with not and nil
local a
if not a then print "not" end
if a == nil then print "nil" end
if not (a ~= nil) then print "same" end
while not a do a = 1 end
print(a)
repeat a = a + 1 until not (a < 5)
print(a)
--- numbers as keys of any kind
local t = {}
t[-1] = "m" t[0] = "z" t[1.5] = "f" t[1e300] = "big" t[math.huge] = "inf" t[-math.huge] = "minf"
print(t[-1], t[0], t[1.5], t[1e300], t[math.huge], t[-math.huge], t[-0.0])
--- a return in the middle
local function f(x)
  do return x end
end
print(f(3))
local function g(x) if x then return else return 1, 2 end end
print(g(true), g(false))
print(select("#", g(true)))
--- semicolons end a return: 5.2+
local function f() return; end
print(f())
local function g() return 1; end
print(g())
--- environments: 5.2+
local function f() local _ENV = {x = 5} return x end
print(f())
local _ENV2 = _ENV
do local _ENV = {print = print} y = 1 print(y, _ENV.y) end
print(y)
local function g(_ENV) return z end
print(g({z = 7}))
print(_ENV == _G)
_ENV = setmetatable({}, {__index = _G, __newindex = function(t, k, v) rawset(t, k, v * 2) end})
w = 4
print(w)
--- an environment that cannot be indexed: 5.2+
print(pcall(load "local _ENV = nil; return x"))
print(pcall(load "local _ENV = 5; x = 1"))
--- upvalues of an environment: 5.2+
local f = load("x = 1; return x", "c", "t", {})
print(f(), x)
local env = {}
load("a, b = 1, 2", "c", "t", env)()
print(env.a, env.b, a)
--- shadowed and repeated parameters
local function f(a, a) return a end
print(f(1, 2))
local function g(x) local x = x or "default" return x end
print(g(), g(5))
local function h(a, b, ...) local c = ... return a, b, c, select("#", ...) end
print(h(1)) print(h(1, 2, 3, 4))
--- numeric for with float limits: 5.3+
for i = 1, math.huge do if i > 3 then break end io.write(i, " ") end print()
for i = -1, -math.huge, -1 do if i < -3 then break end io.write(i, " ") end print()
for i = 1, -math.huge do print "never" end
for i = 3, 0.5, -1 do io.write(i, " ") end print()
for i = 1, 3.9 do io.write(i, " ") end print()
--- globals of coroutines: 5.1
local print, getfenv, setfenv, loadstring, coroutine, assert, pcall, debug, select, _G, tostring, newproxy, module, require = print, getfenv, setfenv, loadstring, coroutine, assert, pcall, debug, select, _G, tostring, newproxy, module, require
local function foo(a)
  print(setfenv(0, a)) coroutine.yield(getfenv() == _G)
  print(getfenv(0) == a, getfenv(1) == _G, getfenv(loadstring "") == a, getfenv(print) == a, debug.getfenv(print) == a)
  local inner = coroutine.create(function() return getfenv(0) == a, getfenv(1) == _G end)
  print(coroutine.resume(inner)) print(debug.getfenv(inner) == a)
  return getfenv() == _G
end
local a = {tostring = tostring}
local f = coroutine.wrap(foo)
print(f(a)) print(getfenv(0) == _G) print(pcall(f))
local co = coroutine.create(function() coroutine.yield(getfenv(0)) return loadstring("return a")() end)
local a = {a = 15}
print(debug.setfenv(co, a) == co, debug.getfenv(co) == a, select(2, coroutine.resume(co)) == a, select(2, coroutine.resume(co)))
setfenv(0, a)
local r, e = pcall(print, 1)
a.tostring = function(v) return "<" .. tostring(v) .. ">" end
print(r, e, 1, loadstring("return a")(), pcall(setfenv, 0), pcall(setfenv, 0, 1), pcall(setfenv, 0.5, {}))
print(pcall(loadstring("x = 5")), a.x, _G.x, getfenv(0) == a, getfenv(foo) == _G)
print(pcall(function() module("m.n") end)) 
print(a.m ~= nil, _G.m)
setfenv(0, _G)
print(getfenv(0) == _G, 1, pcall(setfenv, "0", _G))
