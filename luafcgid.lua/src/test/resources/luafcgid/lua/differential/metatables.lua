--- arithmetic metamethods
local mt = {}
local function op(name) mt["__" .. name] = function(a, b) return name .. ":" .. type(a) .. "," .. type(b) end end
for _, n in ipairs {"add", "sub", "mul", "div", "mod", "pow", "concat"} do op(n) end
local t = setmetatable({}, mt)
print(t + 1, 1 + t, t - 1, t * 2, t / 2, t % 2, t ^ 2, t .. "x", "x" .. t, 1 .. t)
print(t + t, t .. t, "a" .. "b" .. t, t .. "a" .. "b")
--- integer metamethods: 5.3+
local mt = {}
for _, n in ipairs {"idiv", "band", "bor", "bxor", "shl", "shr"} do mt["__" .. n] = function(a, b) return n .. ":" .. type(a) .. "," .. type(b) end end
mt.__bnot = function(a, b) return "bnot", rawequal(a, b) end
local t = setmetatable({}, mt)
print(t // 1, 1 // t, t & 1, 1 & t, t | 1, t ~ 1, t << 1, 1 >> t, ~t)
print(1.5 & t, "x" | t)
--- unary minus has its operand twice
local t = setmetatable({}, {__unm = function(a, b) return rawequal(a, b) end})
print(-t)
--- length: 5.2+
local t = setmetatable({1, 2}, {__len = function(t) return 42 end})
print(#t, rawlen(t), rawlen("abc"))
local t = setmetatable({}, {__len = function() return "x" end})
print(#t)
print(pcall(rawlen, 5))
--- length of tables ignores metamethods: 5.1
local t = setmetatable({1, 2}, {__len = function(t) return 42 end})
print(#t)
--- index and newindex as functions
local log = {}
local t = setmetatable({}, {
  __index = function(t, k) log[#log + 1] = "get " .. tostring(k) return k .. "!" end,
  __newindex = function(t, k, v) log[#log + 1] = "set " .. tostring(k) rawset(t, k, v) end})
print(t.a, t.b)
t.c = 1
t.c = 2
print(t.c, rawget(t, "a"))
print(table.concat(log, ";"))
--- index and newindex as tables
local base = {x = 1}
local store = {}
local t = setmetatable({}, {__index = base, __newindex = store})
print(t.x, t.y)
t.z = 5
print(rawget(t, "z"), store.z, t.z)
--- chains of index
local a = {v = "deep"}
local b = setmetatable({}, {__index = a})
local c = setmetatable({}, {__index = b})
local d = setmetatable({}, {__index = c})
print(d.v, d.w)
local f = setmetatable({}, {__index = setmetatable({}, {__index = function(t, k) return k end})})
print(f.name)
--- newindex is not called for keys that exist
local n = 0
local t = setmetatable({a = 1}, {__newindex = function() n = n + 1 end})
t.a = 2 t.b = 3
print(t.a, t.b, n)
t.a = nil
t.a = 4
print(t.a, n)
--- call
local t = setmetatable({}, {__call = function(self, ...) return select("#", ...), ... end})
print(t(), t(1, nil))
print(pcall(t, 5))
local u = setmetatable({}, {__call = t})
print(pcall(u, 1))
--- equality of tables
local mt = {__eq = function(a, b) return true end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a == b, a ~= b, a == {}, rawequal(a, b), a == 1, a == nil)
local c = setmetatable({}, {__eq = function() return 1 end})
local d = setmetatable({}, {__eq = getmetatable(c).__eq})
print(c == d)
--- equality with one metamethod: 5.3+
local a = setmetatable({}, {__eq = function() return true end})
print(a == {}, {} == a, a ~= {})
--- equality needs the same metamethod: 5.1-5.2
local a = setmetatable({}, {__eq = function() return true end})
local b = setmetatable({}, {__eq = function() return true end})
print(a == {}, a == b)
--- comparison
local mt = {}
mt.__lt = function(a, b) return a.v < b.v end
mt.__le = function(a, b) return a.v <= b.v end
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a < b, a > b, a <= b, a >= b, b <= a)
mt.__lt = function() return nil end
print(a < b)
mt.__lt = function() return 5 end
print(a < b)
--- less or equal falls back to less: 5.1-5.3
local mt = {__lt = function(a, b) return a.v < b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a <= b, b <= a, a >= b)
--- less or equal has no fallback: 5.4
local mt = {__lt = function(a, b) return a.v < b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(pcall(function() return a <= b end))
--- comparison of different types with metamethods: 5.2+
local mt = {__lt = function(a, b) return true end, __le = function() return false end}
local a = setmetatable({}, mt)
print(a < 1, 1 < a, a < "x", a <= 1, "x" <= a)
--- comparison of different types in 5.1: 5.1
local mt = {__lt = function(a, b) return true end}
local a = setmetatable({}, mt)
print(pcall(function() return a < 1 end))
--- concat with numbers and nil
local t = setmetatable({}, {__concat = function(a, b) return (type(a) == "table" and "T" or tostring(a)) .. "+" .. (type(b) == "table" and "T" or tostring(b)) end})
print(t .. 1, 1 .. t, t .. nil, "a" .. 2 .. t, t .. "x" .. "y")
--- tostring
local t = setmetatable({}, {__tostring = function(t) return "mine" end})
print(t, tostring(t))
print(("x"):rep(2), #tostring(t))
--- a name in the metatable: 5.3+
local t = setmetatable({}, {__name = "My.Type"})
print((tostring(t):gsub("0x%x+", "ADDR")))
print(pcall(function() return t + 1 end))
print(pcall(function() return #t < t end))
print(pcall(string.rep, t))
print(pcall(function() t() end))
--- protected metatables
local t = setmetatable({}, {__metatable = "locked"})
print(getmetatable(t))
print(pcall(setmetatable, t, {}))
print(getmetatable("").__index == string, getmetatable("").__name)
print(getmetatable(1), getmetatable(nil), getmetatable(print))
--- pairs: 5.2+
local t = setmetatable({}, {__pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end})
for k, v in pairs(t) do print(k, v) end
--- pairs ignores metamethods: 5.1
local t = setmetatable({5}, {__pairs = function(t) error "no" end})
for k, v in pairs(t) do print(k, v) end
--- ipairs and metamethods: 5.3+
local t = setmetatable({}, {__index = function(t, i) if i <= 3 then return i * 10 end end})
for i, v in ipairs(t) do io.write(i, "=", v, " ") end print()
--- ipairs is raw: 5.1-5.2
local t = setmetatable({}, {__index = function(t, i) if i <= 3 then return i * 10 end end})
for i, v in ipairs(t) do io.write(i, "=", v, " ") end print "none"
--- ipairs metamethod: 5.2-5.3
local t = setmetatable({}, {__ipairs = function(t) return function(_, i) if i < 2 then return i + 1, "x" end end, t, 0 end})
for i, v in ipairs(t) do io.write(i, "=", v, " ") end print()
--- metamethods that return several values
local t = setmetatable({}, {__index = function() return 1, 2 end, __add = function() return 3, 4 end, __call = function() return 5, 6 end})
print(t.x) print(t + 1) print(t())
--- metamethods in loops and conditions
local t = setmetatable({}, {__eq = function() return false end, __lt = function(a, b) return true end, __len = function() return 3 end})
if t < t then print "less" end
if t == t then print "equal" end
print(not (t < t))
--- classes with inheritance
local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. " makes a sound" end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) return setmetatable(Animal.new(name), Dog) end
function Dog:speak() return Animal.speak(self) .. ": woof" end
print(Animal.new("cat"):speak(), Dog.new("rex"):speak())
print(getmetatable(Dog.new("x")) == Dog, Dog.new("x").missing)
--- proxies
local function proxy(t)
  local log = {}
  return setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "r" .. k return t[k] end,
    __newindex = function(_, k, v) log[#log + 1] = "w" .. k t[k] = v end}), log
end
local p, log = proxy({a = 1})
p.b = p.a + 1
p.a = nil
print(p.a, p.b, table.concat(log, " "))
--- default values
local t = setmetatable({}, {__index = function(t, k) local v = {} rawset(t, k, v) return v end})
t.a.b = 1
t.a.c = 2
print(t.a.b, t.a.c, rawget(t, "b"))
--- string metatable can be extended
function string.shout(s) return s:upper() .. "!" end
print(("hi"):shout())
local mt = getmetatable("")
print(mt.__index == string)
--- string arithmetic by metamethods: 5.4
print(getmetatable("").__add ~= nil)
print(pcall(function() return "a" + 1 end))
print(pcall(function() return "a" + {} end))
print(pcall(function() return {} + "a" end))
print(pcall(function() return "1" + {} end))
print("10" + 1, "0x10" + 1.5, -"2", "5" // "2")
print(pcall(function() return -"x" end))
--- modulo and powers by metamethods of both operands
local a = setmetatable({}, {__mod = function() return "a" end})
local b = setmetatable({}, {__mod = function() return "b" end})
print(a % b, b % a, 1 % b)
--- metamethods that are callable tables
local f = setmetatable({}, {__call = function(self, a, b) return "called" end})
local t = setmetatable({}, {__add = f, __index = f, __concat = f})
print(t + 1, t .. "x", pcall(function() return t.x end))
--- metatables changed while in use
local t = setmetatable({}, {__index = {a = 1}})
print(t.a)
getmetatable(t).__index = {a = 2}
print(t.a)
setmetatable(t, nil)
print(t.a)
getmetatable(setmetatable(t, {})).__index = function() return 3 end
print(t.a)
--- weak tables keep strings and numbers
local t = setmetatable({}, {__mode = "k"})
t[1] = "a" t.x = "b"
collectgarbage()
print(t[1], t.x)
local v = setmetatable({"s", 5, true}, {__mode = "v"})
collectgarbage()
print(v[1], v[2], v[3])
--- weak values are collected
local t = setmetatable({}, {__mode = "v"})
t[1] = {} t.x = {}
local keep = {} t.y = keep
collectgarbage() collectgarbage()
print(t[1], t.x, t.y == keep)
--- weak keys are collected
local t = setmetatable({}, {__mode = "k"})
t[{}] = 1
local keep = {} t[keep] = 2
collectgarbage() collectgarbage()
local n = 0
for k, v in pairs(t) do n = n + 1 end
print(n, t[keep])
--- weak tables inherit only what they do not have
for _, mode in ipairs {"k", "v", "kv"} do
  local class = {__mode = mode}
  class.__index = class
  class.kind = "class"
  local object = setmetatable({name = "own", kind = "own"}, class)
  object.size = 3
  function object:double() return self.size * 2 end
  print(object.name, object.kind, object.size, object:double())
  object.kind = nil
  print(object.kind, object.none)
end
--- a weak metatable
local held = setmetatable({}, {__mode = "v"})
local behind = {x = 1}
held.__index = behind
held.__newindex = behind
local t = setmetatable({}, held)
print(t.x, t.y)
t.y = 2
print(t.y, rawget(t, "y"), behind.y)
--- names that appear and disappear along a chain
local a, b, c = {}, {}, {}
setmetatable(a, {__index = b}) setmetatable(b, {__index = c})
print(a.n) c.n = 1 print(a.n) b.n = 2 print(a.n) a.n = 3 print(a.n) b.n = nil a.n = nil print(a.n)
for i = 1, 40 do a["k" .. i] = i b["k" .. i + 20] = -i end
for i = 1, 40 do if i % 2 == 0 then a["k" .. i] = nil end end
local seen = {} for i = 1, 61 do seen[i] = tostring(a["k" .. i]) end print(table.concat(seen, " "))
--- tail calls of tables that are called do not pile up
local n = 30000
local t
t = setmetatable({}, {__call = function(self, a, ...) n = n - 1 if n == 0 then return a, ... end return t(a, n) end})
local function drop(a, b) return a, b end
print(drop(coroutine.wrap(function() return t("a") end)()))
--- tail calls through many __call: 5.4
local n = 10000
local function f(...) if n == 0 then return select("#", ...) end n = n - 1 return f() end
for i = 1, 100 do f = setmetatable({}, {__call = f}) end
print(coroutine.wrap(function() return f() end)())
--- what blocks and expressions have left is collected
local weak = setmetatable({}, {__mode = "v"})
do local first, second, third = {}, {}, {} weak.first, weak.second, weak.third = first, second, third end
collectgarbage()
print(weak.first, weak.second, weak.third)
local held = coroutine.wrap(function() while true do coroutine.yield(1) end end)
weak.held = held
print(held() == held() and held() == 1)
held = nil
collectgarbage()
print(weak.held)
--- finalizers: 5.2+ [collector]
local gone = 0
do local t = setmetatable({}, {__gc = function() gone = gone + 1 end}) end
collectgarbage() collectgarbage()
print(gone)
