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
--- all that getinfo tells
local function show(t) if type(t) ~= "table" then return tostring(t) end local ks = {} for k, v in pairs(t) do ks[#ks + 1] = k .. "=" .. ((type(v) == "function" or type(v) == "table") and type(v) or tostring(v)) end table.sort(ks) return table.concat(ks, " ") end
local function f(a, b, ...) local x = a return x end
print(show(debug.getinfo(f))) print(show(debug.getinfo(print))) print(show(debug.getinfo(1))) print(show(debug.getinfo(0)))
local function g() print(show(debug.getinfo(1))) print(show(debug.getinfo(2))) end
g()
--- options of getinfo
local function show(t) if type(t) ~= "table" then return tostring(t) end local ks = {} for k, v in pairs(t) do ks[#ks + 1] = k .. "=" .. ((type(v) == "function" or type(v) == "table") and type(v) or tostring(v)) end table.sort(ks) return table.concat(ks, " ") end
for o in ("SlnufLtr"):gmatch(".") do print(o, pcall(function() return show(debug.getinfo(1, o)) end)) print(o, pcall(function() return show(debug.getinfo(show, o)) end)) end
print(pcall(debug.getinfo, 1, "")) print(pcall(debug.getinfo, 1, "Sx")) print(pcall(debug.getinfo, show, ">S")) print(pcall(debug.getinfo, show, 5)) print(pcall(debug.getinfo, 1, {}))
--- bad arguments of getinfo
print(pcall(debug.getinfo)) print(pcall(debug.getinfo, "x")) print(pcall(debug.getinfo, {})) print(pcall(debug.getinfo, nil)) print(pcall(debug.getinfo, true, "S"))
print(pcall(debug.getinfo, -1)) print(pcall(debug.getinfo, 1e10)) print(pcall(debug.getinfo, 1.5)) print(pcall(debug.getinfo, "1", "l"))
local co = coroutine.create(function() end) print(pcall(debug.getinfo, co)) print(pcall(debug.getinfo, co, 0)) print(pcall(debug.getinfo, co, co)) print(pcall(debug.getinfo, co, print, "S")) print(pcall(debug.getinfo, co, 1, "?"))
--- info of coroutines
local function show(t) if type(t) ~= "table" then return tostring(t) end local ks = {} for k, v in pairs(t) do ks[#ks + 1] = k .. "=" .. ((type(v) == "function" or type(v) == "table") and type(v) or tostring(v)) end table.sort(ks) return table.concat(ks, " ") end
local co = coroutine.create(function(a) local z = 1 coroutine.yield(a) end)
print(debug.getinfo(co, 0)) coroutine.resume(co, 5)
print(show(debug.getinfo(co, 1))) print(show(debug.getinfo(co, 0, "nSl"))) print(debug.getinfo(co, 2)) print(show(debug.getinfo(co, show, "S")))
coroutine.resume(co) print(debug.getinfo(co, 0)) print(debug.getinfo(co, 1))
local running = coroutine.running() if running then print(show(debug.getinfo(running, 1, "l"))) end
--- info of tail calls
local function show(t) if type(t) ~= "table" then return tostring(t) end local ks = {} for k, v in pairs(t) do ks[#ks + 1] = k .. "=" .. ((type(v) == "function" or type(v) == "table") and type(v) or tostring(v)) end table.sort(ks) return table.concat(ks, " ") end
local function last() print(show(debug.getinfo(1, "nSl"))) print(show(debug.getinfo(2, "nSlf"))) print(debug.getinfo(1, "f").func == last) if _VERSION ~= "Lua 5.1" then print(debug.getinfo(1, "t").istailcall, debug.getinfo(2, "t").istailcall) end return 1 end
local function f() return last() end
f()
--- functions of library functions that pcall has called
local function who() return debug.getinfo(2, "f").func end
print(select(2, pcall(who)) == pcall) print(select(2, pcall(pcall, who)) == true) print(select(3, pcall(pcall, who)) == pcall)
print(debug.getinfo(1, "f").func ~= nil, debug.getinfo(0, "f").func == debug.getinfo)
--- active lines
local function lines(f) local t = {} for l in pairs(debug.getinfo(f, "L").activelines) do t[#t + 1] = l end table.sort(t) return table.concat(t, " ") end
local function f(a,
   b)
  local x = 1

  if a then
    x = 2
  else
    return b
  end
  while x < 0 do
    break
  end
  x = x + 1
end
print(lines(f), lines(function() end)) print(debug.getinfo(print, "L").activelines)
local function g()
  -- nothing
end
print(lines(g))
--- tracebacks by arguments
print(pcall(debug.traceback, {}, {})) print(pcall(debug.traceback, true, 1)) print(pcall(debug.traceback, "m", "x")) print(debug.traceback("m", "1")) print(debug.traceback("m", 100)) print(debug.traceback("m", -1) ~= nil)
local t = {} print(debug.traceback(t) == t, debug.traceback(print) == print, (debug.traceback(12)))
--- tracebacks of nil: 5.1
print(debug.traceback(nil)) print((debug.traceback(nil, 1))) print(#debug.traceback() > 10)
--- tracebacks of nil, and of a bad level: 5.2+
print(debug.traceback(nil)) print(debug.traceback(nil, 1)) print(debug.traceback("m", nil)) print(pcall(debug.traceback, "m", {})) print(pcall(debug.traceback, nil, "x"))
--- tracebacks of other coroutines
local co = coroutine.create(function(a) local z = 1 coroutine.yield(a) error("failed") end)
print(debug.traceback(co)) coroutine.resume(co) print(debug.traceback(co)) print(debug.traceback(co, "m")) print(debug.traceback(co, "m", 1)) print(debug.traceback(co, "m", 5)) print(debug.traceback(co, co) == co)
coroutine.resume(co) print(debug.traceback(co, "after"))
--- parameters by debug: 5.2+
local function f(a, b, ...) end
print(debug.getlocal(f, 1)) print(debug.getlocal(f, 2)) print(debug.getlocal(f, 3)) print(debug.getlocal(f, -1)) print(debug.getlocal(f, 0)) print(debug.getlocal(print, 1)) print(debug.getlocal(function(self, x) end, 1)) local o = {} function o:m(y) end print(debug.getlocal(o.m, 1)) print(debug.getlocal(o.m, 2))
--- variables of running functions [running locals]
local function f(a, b) local x = 1 print(debug.getlocal(1, 1)) print(debug.getlocal(1, 3)) print(debug.setlocal(1, 3, 5), x) end
f(1, 2)
--- bad arguments of getlocal and setlocal
local function f() end
print(pcall(debug.getlocal)) print(pcall(debug.getlocal, 1)) print(pcall(debug.getlocal, 50, 1)) print(pcall(debug.getlocal, -1, 1)) print(pcall(debug.getlocal, "x", 1)) print(pcall(debug.getlocal, 1, {})) print(pcall(debug.getlocal, 1, 500)) print(pcall(debug.getlocal, f)) print(pcall(debug.getlocal, f, "x"))
print(pcall(debug.setlocal)) print(pcall(debug.setlocal, 50, 1, 1)) print(pcall(debug.setlocal, f, 1, 1)) print(pcall(debug.setlocal, 1, 1)) print(pcall(debug.setlocal, 1, {}, 1)) print(pcall(debug.setlocal, 1, 500, 1))
--- getlocal of functions: 5.1
print(pcall(debug.getlocal, print, 1)) print(pcall(debug.getlocal, function(a) end, 1))
--- getupvalue and setupvalue
local up, two = 1, "2" local function f() return up, two end
for i = -1, 3 do print(i, pcall(debug.getupvalue, f, i)) end
print(pcall(debug.getupvalue)) print(pcall(debug.getupvalue, f)) print(pcall(debug.getupvalue, 5, 1)) print(pcall(debug.getupvalue, print, 1)) print(pcall(debug.getupvalue, f, "1")) print(pcall(debug.getupvalue, f, {}))
print(pcall(debug.setupvalue)) print(pcall(debug.setupvalue, f, 1)) print(pcall(debug.setupvalue, 5, 1, 1)) print(pcall(debug.setupvalue, f, 9, 1)) print(pcall(debug.setupvalue, print, 1, 1)) print(pcall(debug.setupvalue, f, 0, 1))
print(debug.setupvalue(f, 1, nil)) print(up, f()) print(debug.setupvalue(f, 1, "new")) print(up, f()) up = 5 print(debug.getupvalue(f, 1))
--- upvalues of nested and recursive functions
local n, unused = 0, 1
local function outer() local own = 1 local function inner() n = n + own return inner end return inner end
local f = outer() for i = 1, 4 do local name, value = debug.getupvalue(f, i) print(i, name, type(value)) end
f() print(n, debug.setupvalue(f, 2, 10)) f() print(n) print(debug.getupvalue(f, 3) == "inner" and select(2, debug.getupvalue(f, 3)) == f)
local function fact(k) return k == 0 and 1 or k * fact(k - 1) end
print(debug.getupvalue(fact, 1)) print(debug.setupvalue(fact, 1, function() return 100 end)) print(fact == select(2, debug.getupvalue(fact, 1)), fact(1))
for i = 1, 3 do local g = function() return i end print(debug.getupvalue(g, 1)) debug.setupvalue(g, 1, "x") print(g(), i) end
--- upvalues of functions with globals: 5.2+
local function f() return x end local up = 1 local function g() return up, x end local function h() return x, up end local function k() end
for _, e in ipairs{f, g, h, k} do print((debug.getupvalue(e, 1)), (debug.getupvalue(e, 2))) end print(select(2, debug.getupvalue(f, 1)) == _G) print(debug.getinfo(1, "u").nups, debug.getinfo(g, "u").nups, debug.getinfo(k, "u").nups)
--- upvalueid: 5.2+
local up, two = 1, 2 local function f() return up, two end local function g() return two end
print(type(debug.upvalueid(f, 1)), debug.upvalueid(f, 1) == debug.upvalueid(f, 1), debug.upvalueid(f, 1) == debug.upvalueid(f, 2), debug.upvalueid(f, 2) == debug.upvalueid(g, 1))
print(pcall(debug.upvalueid, f, 9)) print(pcall(debug.upvalueid, print, 1)) print(pcall(debug.upvalueid)) print(pcall(debug.upvalueid, f, 0)) print(pcall(debug.upvalueid, 5, 1)) local t = {[debug.upvalueid(f, 2)] = "two"} print(t[debug.upvalueid(g, 1)])
--- upvaluejoin: 5.2+
local up, other = 1, "o" local function f() return up end local function g() return up end local function h() return other end
debug.upvaluejoin(g, 1, h, 1) print(g(), f()) other = "changed" print(g(), up) print(debug.upvalueid(g, 1) == debug.upvalueid(h, 1), debug.upvalueid(g, 1) == debug.upvalueid(f, 1))
print(pcall(debug.upvaluejoin, f, 9, h, 1)) print(pcall(debug.upvaluejoin, f, 1, h, 9)) print(pcall(debug.upvaluejoin, print, 1, h, 1)) print(pcall(debug.upvaluejoin, f, 1, print, 1)) print(pcall(debug.upvaluejoin)) print(pcall(debug.upvaluejoin, f, 1, 5, 1)) print(pcall(debug.upvaluejoin, 5, 1, f, 1))
--- the environment by upvaluejoin: 5.2+
local f = load("return x") local env = {x = "joined"} local g = load("return x", "g", "t", env) debug.upvaluejoin(f, 1, g, 1) print(f())
--- metatables of all types by debug
print(debug.getmetatable("").__index == string, debug.getmetatable(5), debug.getmetatable(nil), debug.getmetatable(print), debug.getmetatable({})) print(pcall(debug.getmetatable))
local mt = {__metatable = "locked"} local t = setmetatable({}, mt) print(debug.getmetatable(t) == mt, getmetatable(t)) print(type(debug.setmetatable(t, nil))) print(getmetatable(t))
print(pcall(debug.setmetatable)) print(pcall(debug.setmetatable, 5)) print(pcall(debug.setmetatable, 5, 5)) print(pcall(debug.setmetatable, nil, true))
print(debug.setmetatable(10, {__index = function(n, k) return k .. n end, __call = function(n, x) return n + x end, __len = function() return 99 end})) print((5).foo, (5)(6), #7) debug.setmetatable(10, nil) print(pcall(function() return (5).foo end))
debug.setmetatable(nil, {__index = function() return "nilindex" end, __tostring = function() return "NIL" end}) print((nil).x, tostring(nil)) debug.setmetatable(nil, nil)
debug.setmetatable(true, {__index = {yes = "y"}, __add = function() return "added" end}) print((true).yes, true + 1) debug.setmetatable(true, nil)
debug.setmetatable(print, {__index = {name = "fn"}, __concat = function() return "cc" end}) print(print.name, (function() end).name, print .. "x", getmetatable(print) ~= nil) debug.setmetatable(print, nil)
local co = coroutine.create(function() end) debug.setmetatable(co, {__index = {co = 1}}) print(co.co) debug.setmetatable(co, nil)
local sm = debug.getmetatable("") debug.setmetatable("", {__index = function(s, k) return k end, __concat = function() return "sc" end}) print(("x").y, "a" .. {}) debug.setmetatable("", sm) print(("x"):rep(2))
--- hooks that are not there
print(debug.gethook()) print(pcall(debug.sethook)) print(debug.gethook()) print(pcall(debug.sethook, nil, "c")) print(pcall(debug.sethook, print)) print(pcall(debug.sethook, 5, "c")) print(pcall(debug.gethook, coroutine.create(function() end)))
--- hooks [hooks]
local n = 0 debug.sethook(function() n = n + 1 end, "l")
local x = 1
debug.sethook() print(n > 0)
--- the registry
local r = debug.getregistry() print(type(r), r == debug.getregistry(), r._LOADED == package.loaded, r._PRELOAD == package.preload, r[2] == _G, type(r[1]), type(r["FILE*"]))
--- values of userdata: 5.2+
print(pcall(debug.getuservalue)) print(pcall(debug.getuservalue, 5)) print(pcall(debug.getuservalue, {})) print(pcall(debug.getuservalue, io.stdout)) print(pcall(debug.setuservalue)) print(pcall(debug.setuservalue, {}, {})) print(pcall(debug.setuservalue, io.stdout)) print(pcall(debug.setuservalue, io.stdout, {})) print(pcall(debug.setuservalue, io.stdout, 5)) print(pcall(debug.setuservalue, io.stdout, nil)) print(pcall(debug.setuservalue, io.stdout, {})) print(debug.getuservalue(io.stdout))
--- environments by debug: 5.1
print(debug.getfenv(print) == _G, debug.getfenv(function() end) == _G, debug.getfenv(5), debug.getfenv({}), debug.getfenv(coroutine.create(function() end)) == _G, type(debug.getfenv(newproxy()))) print(pcall(debug.getfenv)) print(pcall(debug.setfenv)) print(pcall(debug.setfenv, 5, {})) print(pcall(debug.setfenv, {}, {})) print(pcall(debug.setfenv, print))
local f = function() return x end print(debug.setfenv(f, {x = 1}) == f, f(), debug.getfenv(f).x) local p = newproxy() local e = {} print(debug.setfenv(p, e) == p, debug.getfenv(p) == e) print(pcall(debug.setfenv, f, 5))
--- the limit of the stack in C: 5.4
print(pcall(debug.setcstacklimit)) print(debug.setcstacklimit(300)) print(debug.setcstacklimit(0))
--- main functions of chunks that do not mention debug
local load = loadstring or load
local main
function caller() return debug.getinfo(2, "f").func == main end
main = load("local found = caller() return found")
print(main())
main = load("local ok, found = pcall(function() local there = caller() return there end) return ok, found")
print((main()))
main = load("error('left early')")
print(pcall(main))
main = load("local found = caller() return found")
print(main())
--- light userdata: 5.2+
local x local id = debug.upvalueid(function() return x end, 1)
print(type(id), id == debug.upvalueid(function() return x end, 1))
print(pcall(debug.setuservalue, id, {})) print(pcall(debug.setuservalue, id)) print(pcall(debug.setuservalue, id, nil)) print(pcall(debug.setuservalue, id, 1)) print(pcall(debug.getuservalue, id)) print(pcall(string.rep, id)) print(pcall(io.close, id)) print(pcall(function() return id + 1 end)) print(pcall(function() return id < id end)) print(pcall(function() return id.x end)) print(pcall(function() return id() end)) print(pcall(function() return #id end)) print(debug.getmetatable(id)) print(io.type(id)) print(pcall(function() return id .. "x" end)) print(pcall(table.concat, {id})) print(pcall(table.insert, id, 1)) print(tostring(id):match("^userdata: 0x%x+$") ~= nil, tostring(id) == tostring(debug.upvalueid(function() return x end, 1)))
