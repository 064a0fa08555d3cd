--- closing at the end of a block: 5.4
do
  local x <close> = setmetatable({}, {__close = function(o, e) print("closed", e) end})
  print "in block"
end
print "after"
--- closing in reverse order: 5.4
local function c(n) return setmetatable({}, {__close = function(o, e) print("close " .. n, e) end}) end
do local a <close> = c(1) local b <close> = c(2) local d <const> = 5 local e <close> = c(3) print(d) end
--- closing at return: 5.4
local function c(n) return setmetatable({}, {__close = function() print("close " .. n) end}) end
local function f() local a <close> = c("a") return "value", 2 end
print(f())
local function g(x) local a <close> = c("g") if x then return x end return f() end
print(g(1)) print(g())
--- closing at break and goto: 5.4
local function c(n) return setmetatable({}, {__close = function() print("close " .. n) end}) end
for i = 1, 3 do local a <close> = c(i) if i == 2 then break end end
do
  local i = 1
  ::top::
  do local a <close> = c("g" .. i) i = i + 1 if i < 3 then goto top end end
end
while true do local a <close> = c("w") do local b <close> = c("inner") goto out end end
::out::
repeat local a <close> = c("r") until true
print "end"
--- closing at errors: 5.4
local function c(n) return setmetatable({}, {__close = function(_, e) print("close " .. n, e) end}) end
print(pcall(function() local a <close> = c("a") local b <close> = c("b") error("oops") end))
print(pcall(function() local a <close> = c("x") local t = nil t.x = 1 end))
print(pcall(function() local a <close> = c("o") error({}) end) == false)
--- errors in handlers: 5.4
local function bad(n) return setmetatable({}, {__close = function(_, e) print("closing " .. n, e) error(n, 0) end}) end
print(pcall(function() local a <close> = bad("a") local b <close> = bad("b") end))
print(pcall(function() local a <close> = bad("a") error("first", 0) end))
print(pcall(function() local a <close> = setmetatable({}, {__close = function(_, e) print("got", e) end}) local b <close> = bad("b") return 1 end))
--- nil and false need no closing: 5.4
do local a <close> = nil local b <close> = false print(a, b) end print "ok"
--- values that cannot be closed: 5.4
print(pcall(function() local a <close> = {} end)) print(pcall(function() local abc <close> = 5 end)) print(pcall(function() local a <close> = "s" end))
--- a metatable that changes: 5.4
print(pcall(function() local a <close> = setmetatable({}, {__close = print}) setmetatable(a, nil) end)) print(pcall(function() local xx <close> = setmetatable({}, {__close = function() end}) getmetatable(xx).__close = nil end))
--- the fourth value of a generic for: 5.4
local function iter(n)
  local closer = setmetatable({}, {__close = function(_, e) print("loop closed", e) end})
  return function(_, i) if i < n then return i + 1 end end, nil, 0, closer
end
for i in iter(2) do print(i) end
for i in iter(5) do if i == 2 then break end end
print(pcall(function() for i in iter(3) do error("in loop", 0) end end))
local function f() for i in iter(3) do return i end end
print(f())
print(pcall(function() for i in print, 1, 2, 3 do end end))
--- closing and tail calls: 5.4
local function g() print "g" return "r" end
local function f() local a <close> = setmetatable({}, {__close = function() print "close" end}) return g() end
print(f())
--- closing in coroutines: 5.4
local co = coroutine.wrap(function()
  local a <close> = setmetatable({}, {__close = function() coroutine.yield("from close") print "closed" end})
  coroutine.yield("body")
  return "end"
end)
print(co()) print(co()) print(co())
--- yields in a close handler after an error: 5.4
local co = coroutine.wrap(function()
  return pcall(function()
    local a <close> = setmetatable({}, {__close = function(_, e) print("e", coroutine.yield(e)) end})
    error("err", 0)
  end)
end)
print(co()) print(co("back"))
--- captured variables are closed: 5.4
local f
do local x <close> = setmetatable({v = 1}, {__close = function(o) o.v = "closed" end}) f = function() return x.v end print(f()) end
print(f())
--- closing a file: 5.4
local name = os.tmpname()
do local f <close> = assert(io.open(name, "w")) f:write "x" end
local g for l in io.lines(name) do print(l) end
os.remove(name)
--- const values are constants: 5.4
local a <const>, b <const> = 10, "x" local t <const> = {1}
t[1] = 2 print(a + 1, b .. "y", t[1]) local function f() return a, b end print(f())
print(load "local a <const> = 1; a = a + 1") print(load "local a <const> = 1; local function f() a = 2 end") print(load "local x <close> = nil; x = 1") print(load "for i = 1, 2 do i = 3 end") print(load "local function f() end f = 1 local x <const> = f; x.y = 2")
--- a handler of xpcall sees an error before anything is closed: 5.4
local function c(name, err) return setmetatable({}, {__close = function(o, e) print("close", name, e) if err then error(err) end end}) end
print(xpcall(function() local a <close> = c("a") local b <close> = c("b", "in b") error("first") end, function(m) return "H(" .. tostring(m) .. ")" end))
print(xpcall(function() local a <close> = c("a") print(pcall(function() local b <close> = c("b", "in b") error("first") end)) error({}) end, function(m) return "H(" .. tostring(type(m)) .. ")" end))
print(pcall(function() local a <close> = c("a") print(xpcall(function() local b <close> = c("b", "in b") error("first") end, function(m) return m .. "!" end)) error("z") end))
local co = coroutine.wrap(function() local a <close> = c("co") error("inco") end)
print(xpcall(function() local a <close> = c("a") co() end, function(m) return m .. "!" end))
--- callers of what closes after an error: 5.4
local function c(f) return setmetatable({}, {__close = f}) end
local function describe(l) local i = debug.getinfo(l + 1, "Sn") return i and i.what .. ":" .. tostring(i.name) or "none" end
local function inner(how)
  local a <close> = c(function(_, e)
    print("a", e, describe(1), describe(2), describe(3))
    if how == "again" then error("two") end
  end)
  local b <close> = c(function(_, e) print("b", e, describe(1), describe(2), describe(3)) end)
  if how then error("one", 0) end
end
local function outer(...)
  local x <close> = c(function() print("x", describe(2), describe(3)) end)
  inner(...)
end
print(pcall(inner))
print(pcall(inner, true))
print(pcall(inner, "again"))
print(pcall(outer, true))
print(xpcall(outer, function(m) print(describe(2), describe(3), describe(4)) return m end, true))
print(pcall(function() local x <close> = c(function() print(describe(2)) end) string.gsub("x", "x", function() inner(true) end) end))
--- nothing that closes, after an error and without: 5.4
local mt = {}
local function f(fails) mt.__close = print local y <close> = setmetatable({}, mt) mt.__close = nil if fails then error "z" end end
print(pcall(f)) print(pcall(f, true))
--- yield while a closed coroutine closes: 5.4
local function guard(name) return setmetatable({}, {__close = function(_, e) print(name, e) coroutine.yield(name) end}) end
local co = coroutine.create(function() local a <close> = guard("a") local b <close> = guard("b") coroutine.yield(1) end)
print(coroutine.resume(co))
print(coroutine.close(co))
print(pcall(function() coroutine.yield() end))
