--- indexing nil names a global
print(pcall(function() return undefinedvar.x end))
print(pcall(function() undefinedvar.x = 1 end))
print(pcall(function() return undefinedvar[1] end))
--- indexing nil names a local
local t
print(pcall(function() return t.x end))
print(pcall(function() local u return u.x end))
print(pcall(function() local u u.x = 1 end))
print(pcall(function(p) return p.x.y end, {}))
--- indexing nil names a field
local t = {a = {}}
print(pcall(function() return t.b.c end))
print(pcall(function() return t.a.b.c end))
print(pcall(function() t.a.b.c = 1 end))
print(pcall(function() return t["b"].c end))
print(pcall(function() return t[1].c end))
print(pcall(function() local k = "dyn" return t[k].c end))
print(pcall(function() local k = "dyn" return t.a[k].c end))
--- indexing other values
print(pcall(function() return (1).x end))
print(pcall(function() return (true).x end))
print(pcall(function() return (print).x end))
print(pcall(function() local x = 5 return x.y end))
print(pcall(function() local x = 5 x.y = 1 end))
print(pcall(function() local s = "str" return s.y.z end))
print(pcall(function() return ("x").y.z end))
--- calling nil names what is called
print(pcall(function() undefinedfunction() end))
print(pcall(function() local f f() end))
local up
print(pcall(function() up() end))
local t = {}
print(pcall(function() t.x() end))
print(pcall(function() t.x.y() end))
print(pcall(function() t:m() end))
print(pcall(function() t[1]() end))
print(pcall(function() local k = "key" t[k]() end))
print(pcall(function() (nil)() end))
print(pcall(function() (5)() end))
print(pcall(function() ("x")() end))
print(pcall(function() local s = "x" s:nomethod() end))
print(pcall(function() string.nofunction() end))
print(pcall(function() return undefinedfunction() end))
print(pcall(function() return t.x() end))
print(pcall(function() return t:m() end))
--- calling results
local function f() end
print(pcall(function() f()() end))
print(pcall(function() f().x() end))
print(pcall(function() (f() or f)()() end))
--- arithmetic names its operand
print(pcall(function() return undefinedvar + 1 end))
print(pcall(function() return 1 + undefinedvar end))
local t = {}
print(pcall(function() return t + 1 end))
print(pcall(function() return 1 - t end))
print(pcall(function() return t.x * 2 end))
print(pcall(function() return 2 / t.x end))
print(pcall(function() local a = {} return a ^ 2 end))
print(pcall(function() local a = {} return -a end))
print(pcall(function() return -t.x end))
print(pcall(function() local a, b = 1, nil return a % b end))
print(pcall(function() local a, b = nil, nil return a + b end))
print(pcall(function() return t[1] + 1 end))
print(pcall(function() return "abc" + 1 end))
print(pcall(function() local s = "abc" return s * 2 end))
print(pcall(function() return {} + {} end))
print(pcall(function() return nil + 1 end))
print(pcall(function() return true + 1 end))
print(pcall(function() return print + 1 end))
--- arithmetic in assignments
print(pcall(function() counter = counter + 1 end))
local t = {}
print(pcall(function() t.n = t.n + 1 end))
print(pcall(function() t.a.n = 1 end))
print(pcall(function() local x = 1 + nil end))
--- concatenation names its operand
print(pcall(function() return "a" .. nil end))
print(pcall(function() return undefinedvar .. "a" end))
local t = {}
print(pcall(function() return "a" .. t end))
print(pcall(function() return "a" .. t.x end))
print(pcall(function() return t.x .. "a" end))
print(pcall(function() local a = {} return a .. "x" end))
print(pcall(function() local a = true return "x" .. a .. "y" end))
print(pcall(function() return 1 .. {} end))
print(pcall(function() return {} .. {} end))
print(pcall(function() return print .. "" end))
print(pcall(function() local a, b = "x" return a .. b .. "z" end))
--- length of what has none
print(pcall(function() return #5 end))
print(pcall(function() return #nil end))
print(pcall(function() local x return #x end))
print(pcall(function() return #undefinedvar end))
local t = {}
print(pcall(function() return #t.x end))
print(pcall(function() return #print end))
--- comparisons name types
print(pcall(function() return 1 < "x" end))
print(pcall(function() return {} < {} end))
print(pcall(function() return {} <= 1 end))
print(pcall(function() return nil > 1 end))
print(pcall(function() return "a" >= 1 end))
print(pcall(function() return print < 1 end))
print(pcall(function() local a, b = {}, 1 return a < b end))
print(pcall(function() local a, b = {}, 1 return a > b end))
--- errors have the line of the operation
local ok, e = pcall(function()
  local t = {}
  local x = 1 +
    t
end)
print(e)
local ok, e = pcall(function()
  local t = {}
  t
   .x
   .y = 1
end)
print(e)
local ok, e = pcall(function()
  local f
  return f(1,
    2,
    3)
end)
print(e)
local ok, e = pcall(function()
  return "a" ..
    "b" ..
    nil
end)
print(e)
--- error adds a position
print(pcall(error, "msg"))
print(pcall(function() error("msg") end))
print(pcall(function() error("msg", 0) end))
print(pcall(function() error("msg", 1) end))
print(pcall(function() error("msg", 2) end))
local function f() error("deep", 2) end
print(pcall(function() f() end))
local function g() error("deeper", 3) end
local function h() g() end
print(pcall(function() h() end))
print(pcall(function() error("far", 50) end))
print(pcall(function() error(5) end))
print(pcall(function() error(5.5, 1) end))
--- error passes any value
print(pcall(error))
print(pcall(error, nil))
print(pcall(error, true))
local t = {}
print(select(2, pcall(error, t)) == t)
print(select(2, pcall(error, print)) == print)
print(select("#", pcall(error)))
--- error objects are not changed
local e = setmetatable({code = 5}, {__tostring = function(self) return "E" .. self.code end})
local ok, got = pcall(error, e)
print(got == e, tostring(got), got.code)
local ok, got = pcall(function() error(e, 2) end)
print(got == e)
--- assert
print(pcall(assert, false))
print(pcall(assert, nil, "message"))
print(pcall(assert, false, {1}))
print(select(2, pcall(assert, false, 5)))
print(assert(1, 2, 3))
print(pcall(assert))
print(select("#", pcall(assert, nil, nil)))
print(pcall(function() assert(false) end))
print(pcall(function() assert(nil, "told") end))
--- pcall returns all results
print(pcall(function() return 1, nil, 3 end))
print(select("#", pcall(function() return nil, nil end)))
print(pcall(pcall))
print(pcall(pcall, error))
print(pcall(5))
print(pcall(nil))
print(pcall(pcall, pcall, error, "x"))
--- xpcall calls its handler where the error is raised
print(xpcall(function() error("x") end, function(m) return "handled: " .. m end))
print(xpcall(function() return 1, 2 end, print))
print(xpcall(function() local x = nil + 1 end, function(m) return #m > 0 end))
print(xpcall(function() error({n = 5}) end, function(e) return e.n end))
print(xpcall(error, function(e) return "nil is " .. tostring(e) end))
--- xpcall passes arguments: 5.2+
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3))
print(xpcall(error, function(m) return m .. "!" end, "msg"))
--- xpcall gives no arguments in 5.1: 5.1
print(xpcall(function(...) return select("#", ...) end, print, 1, 2))
--- errors in handlers: 5.1-5.3
print(xpcall(function() error("x") end, function() error("y") end))
--- errors in handlers handle themselves: 5.4
print(xpcall(function() error("x") end, function(m) if m == "again" then return "ok" end error("again", 0) end))
--- a handler may return several values
print(xpcall(error, function() return 1, 2, 3 end))
print(xpcall(error, function() end))
--- nested pcall keep their handlers
print(xpcall(function()
  print(pcall(error, "inner"))
  error("outer", 0)
end, function(m) return "H" .. m end))
print(pcall(function() return xpcall(error, function() return "in" end) end))
--- errors go through many frames
local function f(n) if n == 0 then error("bottom") end f(n - 1) end
print(pcall(f, 50))
print(pcall(f, 150))
--- error in a metamethod
local t = setmetatable({}, {__index = function(t, k) error("no " .. k) end, __add = function() local x = nil .. "" end})
print(pcall(function() return t.foo end))
print(pcall(function() return t + 1 end))
--- bad arguments name the function
print(pcall(string.rep))
print(pcall(string.rep, {}))
print(pcall(string.rep, "x", {}))
print(pcall(setmetatable, 1, {}))
print(pcall(setmetatable, {}, 1))
print(pcall(setmetatable, {}))
print(pcall(ipairs))
print(pcall(pairs, nil))
print(pcall(next, 5))
print(pcall(rawget, 5, 1))
print(pcall(select, 0))
print(pcall(select, "x"))
print(pcall(tostring))
print(pcall(type))
print(pcall(getmetatable))
print(pcall(table.concat, 5))
print(pcall(table.insert, nil, 1))
print(pcall(math.floor, "x"))
print(pcall(math.floor, {}))
print(pcall(math.max))
print(pcall(string.char, -1))
print(pcall(string.char, 256))
print(pcall(string.byte))
print(pcall(string.format))
print(pcall(string.format, "%d", "x"))
print(pcall(io.open))
print(pcall(os.time, 5))
--- bad arguments named by how they are called
print(pcall(function() string.rep() end))
print(pcall(function() ("x"):rep({}) end))
print(pcall(function() ("x"):rep() end))
print(pcall(function() local s = string s.rep() end))
print(pcall(function() local f = string.rep f() end))
print(pcall(function() setmetatable(1) end))
print(pcall(function() table.insert({}, 1, 2, 3) end))
print(pcall(function() table.insert({}) end))
print(pcall(function() io.stdout.write() end))
print(pcall(function() io.stdout.write({}) end))
print(pcall(function() ("x").rep() end))
print(pcall(function() local t = {f = math.floor} t.f({}) end))
print(pcall(function() local t = {f = math.floor} t:f() end))
--- bad self of a method
print(pcall(function() string.len() end))
print(pcall(function() io.stdout.lines() end))
print(pcall(function() local s = "" s.upper() end))
print(pcall(function() local o = {len = string.len} o:len() end))
print(pcall(function() local o = {concat = table.concat} o.concat() end))
--- tostring with a bad metamethod
print(pcall(tostring, setmetatable({}, {__tostring = function() return 5 end})))
print(pcall(tostring, setmetatable({}, {__tostring = function() return {} end})))
print(pcall(print, setmetatable({}, {__tostring = function() return {} end})))
--- stack overflow is an error
local function f() return f() + 1 end
local ok, e = pcall(f)
print(ok, e:find("stack overflow", 1, true) ~= nil)
local t = setmetatable({}, {})
getmetatable(t).__index = function(t, k) return t[k .. "x"] end
local ok, e = pcall(function() return t.x end)
print(ok, type(e), e:find("overflow", 1, true) ~= nil)
--- a loop in index chains
local a, b = {}, {}
setmetatable(a, {__index = b}) setmetatable(b, {__index = a})
print(pcall(function() return a.x end))
setmetatable(a, {__newindex = b}) setmetatable(b, {__newindex = a})
print(pcall(function() a.x = 1 end))
--- errors of upvalues
local u
local function f() return u.x end
local function g() return u() end
local function h() return u + 1 end
local function i() return u .. "" end
local function j() return #u end
print(pcall(f)) print(pcall(g)) print(pcall(h)) print(pcall(i)) print(pcall(j))
--- errors of constants and method names
print(pcall(function() return ("x"):y() end))
print(pcall(function() local t = {} t:y():z() end))
print(pcall(function() local t = {a = 1} t.a.b.c = 1 end))
print(pcall(function() local t = {a = 1} t.a() end))
print(pcall(function() local t = {a = 1} t.a:b() end))
--- error with a table and a level
local ok, e = pcall(function() error({1}, 2) end)
print(type(e), e[1])
--- runtime errors in loaded chunks name the chunk
local load = loadstring or load
print(pcall(load("local x = nil; x()", "=chunk")))
print(pcall(load("local x = nil; x()", "@file.lua")))
print(pcall(load("local x = nil; x()")))
print(pcall(load("\n\nerror 'here'", "=(load)")))
print(pcall(load("error('zero', 0)", "=z")))
--- for loops say what is wrong
print(pcall(function() for i = 1, nil do end end))
print(pcall(function() for i = "a", 1 do end end))
print(pcall(function() for i = 1, 2, {} do end end))
--- uncaught errors are told
print "before"
error("told at the end")
--- uncaught runtime errors are told
local t = nil
t.x = 1
--- uncaught errors in functions are told
local function f()
  local x = 1
  return x .. {}
end
f()
print "never"
--- numbers as messages
print(pcall(error, 12))
print(pcall(error, 1.5))
local ok, e = pcall(error, 12)
print(type(e))
--- error positions in functions defined over lines
local f = function(a,
                   b)
  return a
    + b
end
print(pcall(f, 1))
print(pcall(f, nil, 1))
--- operands in complex expressions
local a = {b = {c = {}}}
print(pcall(function() return a.b.c.d.e end))
print(pcall(function() return (a.b.x or a.b.y).z end))
print(pcall(function() return a.b.c + a.b.c end))
print(pcall(function() return 1 + a.b.c.d end))
print(pcall(function() return a.b["c"].d.e end))
print(pcall(function() local x, y = 1 return x + y * 2 end))
print(pcall(function() return a["b c"].d end))
--- calling through a metamethod that is none
local t = setmetatable({}, {__call = 5})
print(pcall(t))
print(pcall(function() t() end))
--- index metamethods that cannot be indexed
local t = setmetatable({}, {__index = 5})
print(pcall(function() return t.x end))
local t = setmetatable({}, {__newindex = true})
print(pcall(function() t.x = 1 end))
--- comparing with metamethods missing
local a = setmetatable({}, {__lt = function() return true end})
print(pcall(function() return a < {} end))
print(pcall(function() return a <= {} end))
print(pcall(function() return {} < {} end))
--- calls through pcall have no position
local function p(...) print(pcall(...)) end
p(nil) p(math.max, '10', {}) p(rawset, {}, nil, 1) p(rawset, {}, 0/0, 1) p(next, {}, "x") p(next, {1}, 5)
p(function() return next({}, "x") end)
p(setmetatable({}, {__call = 5}))
--- metamethods that cannot be called
local function p(...) print(pcall(...)) end
local t5 = setmetatable({}, {__add = 5, __concat = 5, __eq = 5, __lt = 5, __le=5, __len = 5, __unm = 5, __index = print, __idiv = 5, __mod = 5, __band=5, __close = 5})
local u5 = setmetatable({}, getmetatable(t5))
p(function() return t5 + 1 end) p(function() return 1 + t5 end)  p(function() return t5 .. 1 end)
p(function() return t5 == u5 end) p(function() return t5 < u5 end) p(function() return t5 <= u5 end)
p(function() return #t5 end) p(function() return -t5 end) p(function() return t5 % 1 end)
p(function() local a = t5 return a + 1 end)
--- loops over what is no iterator
local function p(...) print(pcall(...)) end
p(function() for i in 5 do end end) p(function() for i in nil do end end) p(function() local a = {} for i in a do end end) p(function() for i in pairs(nil) do end end)
p(function() for i = 1, {} do end end) p(function() for i = "a", 2 do end end) p(function() for i = 1, 2, "x" do end end) p(function() for i = 1, 2, 0 do end end)  p(function() for i = "1", 2 do end end)
--- xpcall and its handler
local function p(...) print(pcall(...)) end
p(xpcall) p(xpcall, print) p(xpcall, print, print, 1, 2) p(xpcall, print, nil) print(xpcall(nil, function(m) return m .. "!" end)) print(xpcall(error, 5))
print(xpcall(error, function(m) return m end, 12)) print(xpcall(function(...) return select("#", ...) end, print, 1, 2))
--- values of errors
local function p(...) print(pcall(...)) end
p(error, 12) p(error, nil) p(error) p(error, {}) p(error, true, 2) p(function() error(12) end) p(function() error("x", 3) end) p(function() error(1.5, 1) end)
--- raw functions check their arguments
local function p(...) print(pcall(...)) end
p(setmetatable, 1) p(setmetatable, {}) p(setmetatable, {}, 1) p(getmetatable) p(rawget) p(rawget, {}) p(rawequal, 1) p(rawlen or print, 5) p(rawset, {}) p(rawset, {}, 1)
--- basic functions check their arguments
local function p(...) print(pcall(...)) end
p(select) p(select, 0) p(select, {}) p(select, -5, 1) p(select, "x") p(tonumber) p(tonumber, {}) p(tonumber, "10", 99) p(tonumber, 10, 10) p(tonumber, {}, 10) p(tonumber, "zz", 36) p(tonumber, "7", 1.5) p(tostring) p(type) p(ipairs) p(pairs) p(next) p(next, 5)
p(assert) p(assert, false) p(assert, nil, "m") p(assert, false, {}) p(assert, false, nil) p(assert, false, 12) p(unpack or table.unpack, {}, 1, 1e8) p(collectgarbage, "x") p(collectgarbage, {}) p(dofile, {}) p(print, setmetatable({}, {__tostring = function() return 5 end})) p(tostring, setmetatable({}, {__tostring = function() return {} end})) p(tostring, setmetatable({}, {__tostring = 5}))
--- errors in index metamethods
local function p(...) print(pcall(...)) end
local o = setmetatable({}, {__metatable = "locked"}) p(getmetatable, o) p(setmetatable, o, {})
local t = setmetatable({}, {__index = function(t, k) return t[k .. {}] end}) p(function() return t.x end)
local t = setmetatable({}, {__index = 5}) p(function() return t.x.y end) p(function() return t[1] end) p(function() t.x = 1 return t.x end)
local t = setmetatable({}, {__newindex = 5}) p(function() t.x = 5 end) p(rawset, t, "x", 1)
local t = setmetatable({}, {__newindex = function(t, k, v) error(k) end}) p(function() t.x = 5 end) p(function() t[1] = 5 end)
--- constants in errors of bitwise operators: 5.3+
print(pcall(load "return '' ~ 1")) print(pcall(load "return 'a' | 1")) print(pcall(load "return 1 & 'b'")) print(pcall(load "return {} & 'b'"))
local n = 2.5
print(pcall(function() return 9223372036854775807 << n end)) print(pcall(function() return n << 1 end)) print(pcall(function() return "7" << n end))
--- small integers are names of fields: 5.4
local t = {}
print(pcall(function() return -t[(64)] end)) print(pcall(function() return t[255] + 1 end)) print(pcall(function() return t[256] + 1 end)) print(pcall(function() return t[-1] + 1 end))
--- the value of and and or is named by the operand that the code ends with
g2 = 'x'; t = {}
local l, l2 = 'y'
local function e(f) print((select(2, pcall(f)))) end
e(function() return (x or g2) % 1 end)
e(function() return (g2 or x) % 1 end)
e(function() return (g2 and t) % 1 end)
e(function() return (t and g2) % 1 end)
e(function() return (t.x or g2) % 1 end)
e(function() return (l2 or g2) % 1 end)
e(function() local l2, l = nil, 'x' return (l2 or g2) % 1 end)
e(function() local l2, l = nil, 'x' return (l2 or l) % 1 end)
e(function() local l2, l = nil, 'x' return (l and l2) % 1 end)
e(function() local l2, l = nil, 'x' return (l and l2 or g2) % 1 end)
e(function() local l2, l = nil, 'x' return (l and g2 or l2) % 1 end)
e(function() local l2, l = nil, 'x' return (x and g2 or l) % 1 end)
e(function() local l2, l = nil, 'x' return (x and 1 or t.x) % 1 end)
e(function() local l2, l = nil, 'x' return (1 and l) % 1 end)
e(function() local l2, l = nil, 'x' return (nil or l) % 1 end)
e(function() local l2, l = nil, 'x' return (false or t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (true and t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (false and t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (true or t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (1 or t.y) % 1 end)
e(function() local l2, l = nil, 'x' return ('z' and t.y) % 1 end)
e(function() local l2, l = nil, 'x' return ('z' or t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (l == 1 or t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (l == 1 and t.y) % 1 end)
e(function() local l2, l = nil, 'x' return (l == 1 and t.y or t.z) % 1 end)
e(function() local l2, l = nil, 'x' return ((l == 1 or t.y) and t.z) % 1 end)
e(function() local l2, l = nil, 'x' return (not l and t.y or t.z) % 1 end)
e(function() local l2, l = nil, 'x' return (not (l or t.x) and t.y or t.z) % 1 end)
e(function() local l2, l = nil, 'x' return (not (l and t.x) and t.y or t.z) % 1 end)
e(function() local l2, l = nil, 'x' return (not (l and t.x) or t.z) % 1 end)
e(function() local l2, l = nil, 'x' return ((l2 or t.x) and t.z or t.w) % 1 end)
e(function() local l2, l = nil, 'x' return ((l2 and t.x) or (l and t.w)) % 1 end)
e(function() local l2, l = nil, 'x' return ((l2 or t.x) or (l and t.w)) % 1 end)
e(function() local l2, l = nil, 'x' return (((l2 and 1) or t.x) and (l and t.w)) % 1 end)
e(function() local l2, l = nil, 'x' return (l2 and 1 or t.x).z end)
e(function() local l2, l = nil, 'x' return (l2 and 1 or t.x)(l and g2, 3) end)
e(function() local l2, l = nil, 'x' return (x or t.x)() end)
e(function() local l2, l = nil, 'x' return (x or t.x):foo() end)
e(function() local l2, l = nil, 'x' return #(l2 or t.x) end)
e(function() local l2, l = nil, 'x' return -(x or t.x) end)
e(function() local l2, l = nil, 'x' return 'a' .. (x or t.x) .. 'b' end)
e(function() local l2, l = nil, 'x' return 'a' .. (l and x or t.x) end)
e(function() local l2, l = nil, 'x' return 1 + (l and x or t.x) end)
e(function() local l2, l = nil, 'x' return 1 + (l and x) * 2 end)
e(function() local l2, l = nil, 'x' return l and (x or g2) * 2 end)
e(function() local l2, l = nil, 'x' (l and x or t.x).y = 1 end)
e(function() local l2, l = nil, 'x' return (e() or t.y) + 1 end)
e(function() local l2, l = nil, 'x' return (l .. l and t.y) + 1 end)
e(function() local l2, l = nil, 'x' return (#l and t.y or t.z) + 1 end)
e(function() local l2, l = nil, 'x' for i = (l and x or t.x).y, 2 do end end)
e(function(...) local l2, l = nil, 'x' return (... and t.y or t.z) + 1 end)
e(function(...) local l2, l = nil, 'x' return ({} and t.y or t.z) + 1 end)
e(function(...) local l2, l = nil, 'x' return (l and {} or t.z) + 1 end)
e(function(...) local l2, l = nil, 'x' return (function() end and t.y or t.z) + 1 end)
e(function(...) local l2, l = nil, 'x' return (l and (g2 or 1)) + 1 end)
e(function(...) local l2, l = nil, 'x' return (false or (g2 or 1)) + 1 end)
e(function(...) local l2, l = nil, 'x' return (l2 or (g2 or 1)) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not l and t.x) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not 1 and t.x) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not nil and t.x) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not nil and 1 or t.x) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not not l and g2) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not not l and 1 or g2) + 1 end)
e(function(...) local l2, l = nil, 'x' return (not (l < g2) and {} or g2) + 1 end)
--- a numeric loop that cannot begin is reported at its do
print(pcall(function()
for i = nil,
  2
do
end
end))
print(pcall(function()
for i = 1,
  2, {}
do end
end))
print(pcall(function() local e = {}
for i = 1, e.x
do end
end))
--- library functions that library functions call
print(pcall(string.gsub, "a", "a", string.rep)) print(pcall(string.gsub, "ab", "(a)(b)", string.char))
print(pcall(table.sort, {1, 2, 3}, string.rep)) print(pcall(string.gsub, "s", ".", table.concat))
print(pcall(function() return (("a"):gsub("a", string.rep)) end))
print(pcall(load, string.rep)) print(pcall(tostring, setmetatable({}, {__tostring = string.rep})))
print(xpcall(function() string.gsub("a", "a", string.rep) end, debug.traceback))
print(("abc"):gsub(".", string.upper)) print(pcall(string.gsub, "a", "a", function(c) string.rep(c) end))
--- library functions that coroutines begin with: 5.2+
print(coroutine.resume(coroutine.create(string.rep))) print(pcall(coroutine.wrap(string.rep)))
print(coroutine.resume(coroutine.create(string.gsub), "a", "a", string.rep))
print(coroutine.resume(coroutine.create(pcall), string.rep))

--- lines of method look-ups
print(pcall(function() local b = true
 return b
  :gsub("x", 1)
end))
print(pcall(function() local b = {}
 return b
  :gsub("x",
  1)
end))
print(pcall(function() local b = {f = function() return 1 end}
 return b
  :f()
  :g(1,
  2)
end))
print(pcall(function() local b
 b
  :f()
end))
--- constants that an operator has alone
print(pcall(function() return -'a' end)) print(pcall(function() return -(('a')) end)) print(pcall(function() return -'a' + 1 end))
print(pcall(function() return -(nil or 'a') end)) print(pcall(function() return -(g and 'a') end)) print(pcall(function() return - -'a' end))
print(pcall(function() return 1 - 'a' end)) print(pcall(function() return 'a' - 1 end)) print(pcall(function() return -nil end))
--- bits of a constant: 5.3+
print(pcall(function() return ~'a' end)) print(pcall(function() return ~(nil or 'a') end)) print(pcall(function() return ~1.5 end))
