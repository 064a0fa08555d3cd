--- load of strings and functions
local ls = loadstring or load
print(ls("return 1 + 1")()) print(ls("syntax error here")) print(ls("return ...")(5, 6))
local parts = {"return ", "4", "2"} local i = 0
print(load(function() i = i + 1 return parts[i] end)())
local n = 0 print(load(function() n = n + 1 if n == 1 then return "return 7" elseif n == 2 then return "" end error "no more" end)())
print(pcall(load, function() error("reader", 0) end))
print(pcall(load, function() return {} end)) print(load(function() return nil end))
--- load with modes and environments: 5.2+
print(load("return x", "c", "t", {x = 5})()) print(load("return 1", "c", "b")) print(load("\27Lua", "c", "t")) print(load("return 1", "=c", "bt")())
local env = {} local f = load("y = 3", "c", "t", env) f() print(env.y, y)
print(load("return _ENV", "c", "t", 5)()) print(load("return x", "c", "t", nil) ~= nil) print(pcall(load("return x", "c", "t", nil)))
--- load refuses strings: 5.1
print(pcall(load, "return 1"))
--- loaded chunks see globals only
local ls = loadstring or load
local x = 1 X = 2
print(ls("return x, X")())
ls("Y = 5")() print(Y)
--- loadstring and setfenv: 5.1
local f = loadstring("return v") setfenv(f, {v = "env"}) print(f()) print(getfenv(f).v) print(getfenv(print) == _G, getfenv() == _G, getfenv(1) == _G, getfenv(0) == _G)
print(pcall(setfenv, print, {})) print(pcall(setfenv, 1, 5)) print(pcall(getfenv, -1)) print(pcall(getfenv, 100)) print(pcall(setfenv, f, 1))
--- setfenv of the running function: 5.1
local print = print
local function f() setfenv(1, {y = 7}) return y end
print(f(), y)
local function g() local function h() setfenv(2, {z = 8}) end h() return z end
print(g())
y = "global" local env = setmetatable({}, {__index = _G}) local function k() setfenv(1, env) w = 1 return y end print(k(), w, env.w)
--- functions inherit environments: 5.1
local env = {print = print, x = "inner"}
local f = setfenv(function() local function g() return x end return g, function() x = 2 end end, env)
local g, h = f() print(g()) h() print(g(), x, env.x)
local t = setfenv(loadstring "return function() return a end", {a = 3})() print(t())
--- module: 5.1
module("my.mod", package.seeall)
function f() return "f of " .. _NAME end
print(_M == package.loaded["my.mod"], _NAME, _PACKAGE, my.mod.f(), _G.my.mod == _M)
--- module without seeall: 5.1
local print, pkg, g = print, package, _G
module("plain")
x = 5
print(g.plain.x, pkg.loaded.plain.x, g.x, g.string == string)
--- require of a module file
local f = assert(io.open("mymod.lua", "w")) f:write("local name, where = ... print('loading', name, where) return {name = name}") f:close()
package.path = "./?.lua"
local m, where = require "mymod" print(m.name, where) print(require "mymod" == m, package.loaded.mymod == m)
package.loaded.mymod = nil print((require "mymod") ~= m)
--- require of a module that returns nothing
local f = assert(io.open("silent.lua", "w")) f:write("silent_ran = (silent_ran or 0) + 1") f:close()
package.path = "./?.lua"
print((require "silent"), (require "silent"), silent_ran)
--- require of nested modules
os.execute("mkdir sub") local f = assert(io.open("sub/inner.lua", "w")) f:write("return {v = (...)}") f:close()
local f = assert(io.open("sub/init.lua", "w")) f:write("return {v = 'init ' .. (...)}") f:close()
package.path = "./?.lua;./?/init.lua"
print(require "sub.inner".v, require "sub".v)
--- require of what does not exist
package.path = "./?.lua;./lib/?.lua" package.cpath = "./?.so"
print(pcall(require, "no.such.module"))
--- require of modules with errors
local f = assert(io.open("broken.lua", "w")) f:write("x = = 1") f:close()
local f = assert(io.open("fails.lua", "w")) f:write("error('at load')") f:close()
package.path = "./?.lua"
print(pcall(require, "broken")) print(pcall(require, "fails")) print(package.loaded.fails)
--- preload
package.preload.virtual = function(...) print(...) return "loaded virtually" end
print(require "virtual") print(require "virtual")
--- loops of require: 5.2+
package.preload.a = function() return {b = require "b"} end
package.preload.b = function() return {a = package.loaded.a} end
print(require "a".b.a)
--- searchers: 5.2+
print(type(package.searchers), #package.searchers, package.loaders, package.config:sub(1, 1))
table.insert(package.searchers, 2, function(name) if name == "magic" then return function(n, x) return n .. tostring(x) end, "extra" end return "\n\tno magic '" .. name .. "'" end)
print(require "magic") print((select(2, pcall(require, "nomagic")):match("no magic 'nomagic'")))
--- loaders: 5.1
print(type(package.loaders), #package.loaders, package.searchers)
table.insert(package.loaders, 2, function(name) if name == "magic" then return function(n) return n .. "!" end end return "\n\tno magic" end)
print(require "magic")
--- searchpath: 5.2+
local f = assert(io.open("found.lua", "w")) f:close()
print(package.searchpath("found", "./?.lua")) print(package.searchpath("a.b", "./?.lua;./?/x.lua")) print(package.searchpath("a-b", "./?.x", "-", "+"))
--- dofile and loadfile
local f = assert(io.open("part.lua", "w")) f:write("part_ran = true return 1, 2") f:close()
print(dofile "part.lua") print(part_ran) print(loadfile("part.lua")()) print(loadfile "nofile.lua") print(pcall(dofile, "nofile.lua"))
local f = assert(io.open("bad.lua", "w")) f:write("x = = 1") f:close() print(loadfile "bad.lua") print(pcall(dofile, "bad.lua"))
local f = assert(io.open("hash.lua", "w")) f:write("#!/usr/bin/lua\nreturn debug.getinfo(1, 'l').currentline") f:close() print(dofile "hash.lua")
print((loadstring or load)("#!x\nreturn 1"))
--- loadfile with an environment: 5.2+
local f = assert(io.open("env.lua", "w")) f:write("v = 1 return w") f:close()
local env = {w = 2} print(loadfile("env.lua", "t", env)()) print(env.v, v) print(loadfile("env.lua", "b"))
--- globals that a dialect has
local names = {} for k in pairs(_G) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- the version
print(_VERSION)
--- functions of string that a dialect has
local names = {} for k in pairs(string) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- functions of os that a dialect has
local names = {} for k in pairs(os) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- functions of io that a dialect has
local names = {} for k in pairs(io) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- functions of coroutine that a dialect has
local names = {} for k in pairs(coroutine) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- functions of package that a dialect has
local names = {} for k in pairs(package) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- functions of debug that a dialect has
local names = {} for k in pairs(debug) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- collectgarbage
print(collectgarbage() == 0, collectgarbage("collect"), type(collectgarbage("count")), collectgarbage("count") > 0) print(collectgarbage("stop"), collectgarbage("restart"), type(collectgarbage("step"))) print(pcall(collectgarbage, "nooption"))
--- newproxy and gcinfo: 5.1
print(type(newproxy()), type(gcinfo()), getmetatable(newproxy(true)) ~= nil, getmetatable(newproxy())) local p = newproxy(true) getmetatable(p).__index = function(_, k) return k end print(p.x) print(newproxy(p).y)
--- warn: 5.4
warn("@on") warn("a", "b") warn("@off") warn("never") print(pcall(warn)) print(pcall(warn, {}))
--- type and tostring
print(type(nil), type(1), type("x"), type({}), type(print), type(true), type(coroutine.create(function() end)), type(io.stdout)) print(tostring(nil), tostring(true), tostring("x"), tostring(-5)) print((tostring(print):gsub(": .*", "")), (tostring({}):gsub(": .*", "")))
--- print uses tostring: 5.1-5.3
local old = tostring tostring = function(x) return "<" .. old(x) .. ">" end print(1, "x", nil) tostring = old print(1)
--- print does not use the global tostring: 5.4
local old = tostring tostring = function(x) return "<" .. old(x) .. ">" end print(1, "x", nil) tostring = old
--- chunk names in errors
local ls = loadstring or load
print(select(2, pcall(ls("error('x')", "=name")))) print(select(2, pcall(ls("error('x')", "@file")))) print(select(2, pcall(ls("error('x')", "line one\nline two")))) print(select(2, pcall(ls("error('x')"))))
--- bad arguments of load: 5.2+
local function p(...) print((tostring(select(2, pcall(...))):gsub("loadstring", "load"))) end
p(load) p(load, nil) p(load, {}) p(load, true) p(load, "x", {}) p(load, "x", "n", {}) p(load, print, {}) print(load(5)) print(load("return 1", nil, nil)()) print(load("return", "n", "")) print(load("return 1", "n", "q"))
--- bad arguments of load and loadstring: 5.1
print(pcall(load)) print(pcall(load, nil)) print(pcall(load, print, {})) print(pcall(loadstring)) print(pcall(loadstring, {})) print(pcall(loadstring, "x", {})) print(loadstring(5)) print(loadstring("return 1", nil)())
--- bad arguments of loadfile and dofile
print(pcall(loadfile, {})) print(pcall(dofile, {})) print(pcall(loadfile, true)) print(pcall(dofile, print)) print(type(loadfile())) print(dofile()) print(dofile(nil)) print(loadfile(nil)())
--- modes and environments of loadfile: 5.2+
print(pcall(loadfile, "none.lua", {})) print(loadfile("none.lua", "b")) local f = assert(io.open("m.lua", "w")) f:write("return x") f:close() print(loadfile("m.lua", "t", {x = "env"})()) print(loadfile("m.lua", nil, {x = "bt"})()) print(loadfile("m.lua", "")) print(pcall(loadfile("m.lua", "t", nil))) print(pcall(load("x = 1", "=c", "t", nil)))
--- loading folders
os.execute("mkdir folder") print((loadfile("folder"))) print((select(2, loadfile("folder"))):match("folder"))
--- loading files of binary chunks
local f = assert(io.open("b.lua", "wb")) f:write(string.dump(function() return 1 end)) f:close() print(loadfile("b.lua")())
--- names of files in errors
os.execute("mkdir d") local f = assert(io.open("d/e.lua", "w")) f:write("local function f() error('in file') end return f, debug.getinfo(1, 'S').source") f:close()
local f, source = dofile("d/e.lua") print(source, pcall(f)) f, source = dofile("./d/e.lua") print(source, pcall(f)) f, source = loadfile("d/../d/e.lua")() print(source, pcall(f))
package.path = "./d/?.lua" f = require "e" print(pcall(f)) package.path = "d/?.lua;x" package.loaded.e = nil print(pcall(require "e"))
--- bad arguments of require
print(pcall(require)) print(pcall(require, {})) print(pcall(require, nil)) package.path = "?.x;;?.y" package.cpath = "?.so" print(pcall(require, 5)) print(pcall(require, "")) print(pcall(require, "a.b"))
--- loaded modules that are false
package.loaded.no = false package.preload.no = function() return nil end print((require "no"), package.loaded.no) package.preload.off = function() return false end print((require "off"), package.loaded.off) print((require "off"))
--- modules that set themselves
package.preload.own = function(name) package.loaded[name] = "set" end print((require "own")) package.preload.both = function(name) package.loaded[name] = "set" return "returned" end print((require "both"), package.loaded.both)
--- loops of require in 5.1: 5.1
package.preload.a = function() return {b = require "b"} end package.preload.b = function() return require "a" end print(pcall(require, "a")) print(pcall(require, "a"))
--- lists of searchers that are broken: 5.2+
local list = package.searchers package.searchers = nil print(pcall(require, "x")) package.searchers = {} print(pcall(require, "x")) package.searchers = {5} print(pcall(require, "x")) package.searchers = {function() return {} end, function() return 5 end, function() end} print(pcall(require, "x")) package.searchers = {function(...) return function(...) return select("#", ...), ... end end} print((require "y")) package.searchers = list
--- lists of loaders that are broken: 5.1
local list = package.loaders package.loaders = nil print(pcall(require, "x")) package.loaders = {} print(pcall(require, "x")) package.loaders = {5} print(pcall(require, "x")) package.loaders = {function() return {} end, function() return 5 end, function() end} print(pcall(require, "x")) package.loaders = {function(...) return function(...) return select("#", ...), ... end end} print((require "y")) package.loaders = list
--- paths that are broken
package.path = nil print(pcall(require, "x")) package.path = {} print(pcall(require, "x")) package.path = "?" package.cpath = nil print(pcall(require, "x"))
--- preload that is broken
package.preload = nil package.path = "?" package.cpath = "?" print(pcall(require, "nothing"))
--- the searchers by themselves
local list = package.searchers or package.loaders package.path = "./?.lua" package.cpath = "./?.so" for i = 1, 4 do print(i, pcall(list[i], "a.b")) print(i, pcall(list[i])) end print(list[5]) print(pcall(list[4], "a"))
--- searchpath by arguments: 5.2+
print(pcall(package.searchpath)) print(pcall(package.searchpath, "x")) print(pcall(package.searchpath, {}, "x")) print(pcall(package.searchpath, "x", {})) print(pcall(package.searchpath, "x", "?", {})) print(pcall(package.searchpath, "x", "?", ".", {})) print(package.searchpath("a.b", "?;?.x;;y", "")) print(package.searchpath("a.b", "")) print(package.searchpath("", "?.none")) print(package.searchpath("a.b", "?", "b", "xx"))
--- loadlib by arguments
print(pcall(package.loadlib)) print(pcall(package.loadlib, "x")) print(pcall(package.loadlib, {}, "x")) print((package.loadlib("./no.so", "luaopen_no")))
--- options of collectgarbage
for _, o in ipairs{"collect", "stop", "restart", "setpause", "setstepmul", "isrunning", "generational", "incremental", "setmajorinc", "nooption"} do print(o, pcall(collectgarbage, o)) end
print(collectgarbage("setpause", 150)) print(collectgarbage("setpause", 200)) print(collectgarbage("setpause")) print(collectgarbage("setstepmul", 300)) print(collectgarbage("setstepmul", 250)) print(collectgarbage("setstepmul"))
print(select("#", collectgarbage("count")), select("#", collectgarbage())) print(collectgarbage("step", 100000)) print(pcall(collectgarbage, "generational")) print(pcall(collectgarbage, "incremental", 150, 200, 10)) print(pcall(collectgarbage, "incremental"))
print(collectgarbage("stop")) print(pcall(collectgarbage, "isrunning")) print(collectgarbage("restart")) print(pcall(collectgarbage, "isrunning")) print(math.type and math.type(collectgarbage("count")), math.type and math.type(collectgarbage()))
--- bad arguments of collectgarbage
print(pcall(collectgarbage, {})) print(pcall(collectgarbage, nil)) print(pcall(collectgarbage, 5)) print(pcall(collectgarbage, "setpause", {})) print(pcall(collectgarbage, "setpause", 1.5)) print(pcall(collectgarbage, "step", "x")) print(pcall(collectgarbage, "collect", {})) print(pcall(collectgarbage, "count", {}) == (_VERSION == "Lua 5.4"))
--- warnings that are switched: 5.4
warn("not shown") warn("@on") warn("@unknown") warn("shown") warn("@on", "x") warn("@off") warn("hidden") warn("@on") warn(1, 2.5) print(pcall(warn, "a", nil)) print(pcall(warn, "a", {}))
