--- of nested functions
local function inner() print(debug.traceback("msg")) end
local function middle() inner() end
function outer() middle() end
outer()
--- levels
local function f() print(debug.traceback("a", 1)) print(debug.traceback("b", 2)) print(debug.traceback("c", 0)) print(debug.traceback("d", 50)) end
f()
--- without a message
print((debug.traceback()))
print(debug.traceback(nil) == nil or #debug.traceback(nil) > 0)
print(debug.traceback({}) ~= nil, type(debug.traceback({})), debug.traceback(5))
--- of fields and methods
local o = {}
function o.field() print(debug.traceback("field")) end
function o:method() o.field() end
o:method()
--- of upvalues and globals
local function up() print(debug.traceback "up") end
function glob() up() end
local function caller() glob() end
caller()
--- through pcall
local function f() print(debug.traceback "in pcall") end
pcall(f)
pcall(pcall, f)
--- through library functions
local function f() print(debug.traceback "cb") end
table.sort({2, 1}, function(a, b) f() return a < b end);
("x"):gsub("x", function() f() end)
--- in a handler of xpcall
local function fails() local x = nil x.y = 1 end
local ok, t = xpcall(fails, debug.traceback)
print(t)
local ok, t = xpcall(function() error("told") end, function(m) return debug.traceback(m, 2) end)
print(t)
--- in metamethods
local t = setmetatable({}, {__index = function() print(debug.traceback "index") end, __add = function() print(debug.traceback "add") end})
local x = t.y
x = t + 1
--- in anonymous functions
(function() print(debug.traceback "anon") end)();
local t = {function() print(debug.traceback "item") end}
t[1]()
--- of tail calls
local function last() print(debug.traceback "tail") return 1 end
local function f() return last() end
f()
--- in for iterators
for i in function(s, i) if not i then print(debug.traceback "iter") return 1 end end do end
--- of long stacks
local function f(n) if n == 0 then print(debug.traceback "deep") else f(n - 1) end end
f(30)
--- in coroutines
coroutine.wrap(function() local function f() print(debug.traceback "co") end f() end)()
--- in loaded chunks
local load = loadstring or load
load("local function f() print(debug.traceback 'loaded') end f()", "=chunk")()
load("print(debug.traceback 'loaded')")()
--- where info
local function f() local i = debug.getinfo(1, "nSl") print(i.name, i.namewhat, i.short_src, i.currentline, i.linedefined, i.lastlinedefined, i.what, i.source) end
f()
local i = debug.getinfo(1, "Sl") print(i.what, i.short_src, i.currentline, i.linedefined)
local i = debug.getinfo(print) print(i.what, i.short_src, i.currentline, i.linedefined, i.source)
print(debug.getinfo(50))
print(pcall(debug.getinfo, 1, "X"))
--- info of functions
local function f(a, b, ...) return a end
local i = debug.getinfo(f, "Su") print(i.nups, i.nparams, i.isvararg, i.linedefined, i.lastlinedefined)
local i = debug.getinfo(1, "f") print(type(i.func))
local i = debug.getinfo(f, "L") local n = 0 for k in pairs(i.activelines) do n = n + 1 end print(n > 0)
--- info of callers
local function who() local i = debug.getinfo(2, "nl") return i.name, i.namewhat, i.currentline end
function globalcaller() local a, b, c = who() return a, b, c end
print(globalcaller())
local o = {m = function(self) local a, b, c = who() return a, b, c end}
print((o:m()))
print(select(2, o:m()))
--- upvalues by debug
local a, b = 1, "x"
local function f() return a, b end
print(debug.getupvalue(f, 1)) print(debug.getupvalue(f, 2)) print(debug.getupvalue(f, 3))
print(debug.setupvalue(f, 1, 10)) print(f())
--- the environment by debug: 5.2+
local f = load("x = 1 return x")
print((debug.getupvalue(f, 1)))
local env = {} debug.setupvalue(f, 1, env) print(f(), env.x, x)
