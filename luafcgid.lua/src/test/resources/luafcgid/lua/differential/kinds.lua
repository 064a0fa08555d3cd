--- the mode that a metatable is given late [collector]
local weak, meta = {}, {} setmetatable(weak, meta) meta.__mode = "k" weak[{}] = 1
collectgarbage() print(next(weak) ~= nil)
--- stripped functions: 5.3+ [binary chunks]
print(pcall(load(string.dump(load("error 'x'", "=name"), true))))
--- functions that are used again: 5.2-5.3 [reused functions]
local function make() return function() end end
print(make() == make())
--- depth of callbacks [limits]
local function deep(n) return n == 0 and "deep" or string.gsub("x", "x", function() return deep(n - 1) end) end
print(pcall(deep, 150)) print(pcall(deep, 250))
--- results of a coroutine [limits]
local unpack = table.unpack or unpack
print(coroutine.resume(coroutine.create(function() return unpack({}, 1, 1000000) end)))
--- the traceback of a full stack [limits]
local function f() return 1 + f() end
print((select(2, xpcall(f, debug.traceback)):gsub("\n.*\n", " ... ")))
--- upvalues of library functions: 5.2+ [c interface]
print(debug.getupvalue(string.gmatch("a b", "%a"), 1)) print(debug.upvalueid and pcall(debug.upvalueid, string.gmatch("x", "x"), 1))
--- pieces of a chunk that is wrong [loading]
local n = 0
print(load(function() n = n + 1 return ({"x = ", "= ", "1 ", "+ ", "2 "})[n] end))
print(n)
--- a module that is deleted [loading]
package.path = "./?.lua;./?1.lua"
for name, text in pairs {m = "return 1", m1 = "return 2"} do local f = io.open(name .. ".lua", "w") f:write(text) f:close() end
print((require "m")) package.loaded.m = nil os.remove("m.lua") print((require "m"))
--- statuses that a shell makes of signals [exit statuses]
print(os.execute("exit 129")) print(io.popen("exit 130"):close())
--- arguments of a call [limits]
print((loadstring or load)("f(x" .. (",x"):rep(260) .. ")", "=c") == nil)
--- names of library functions in tracebacks: 5.3+ [c interface]
local f = string.gsub
f("x", "x", function() print((debug.traceback():gsub("_G%.", ""))) end)
--- tail calls in a row: 5.1 [limits]
local function f(n) if n == 0 then return (debug.getinfo(302, "S") or {}).what end return f(n - 1) end
print((f(300)))
