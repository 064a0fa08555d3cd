--- values pass in and out
local co = coroutine.create(function(a, b)
  local c, d = coroutine.yield(a + b)
  local e = coroutine.yield(c * d)
  return e, "end"
end)
print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 3, 4)) print(coroutine.resume(co, 5))
print(coroutine.resume(co)) print(coroutine.status(co))
--- status
local co
co = coroutine.create(function() print(coroutine.status(co)) coroutine.yield() end)
print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co))
local outer
outer = coroutine.create(function()
  local inner = coroutine.create(function() print(coroutine.status(outer)) end)
  coroutine.resume(inner)
end)
coroutine.resume(outer)
--- wrap
local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
print(gen(), gen(), gen(), gen())
print(pcall(gen))
for v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i * i) end end) do io.write(v, " ") end print()
--- errors end a coroutine
local co = coroutine.create(function() error("inside") end)
print(coroutine.resume(co)) print(coroutine.status(co)) print(coroutine.resume(co))
local co = coroutine.create(function() error({code = 1}) end)
local ok, e = coroutine.resume(co) print(ok, e.code)
local co = coroutine.create(function() local x = nil; x() end)
print(coroutine.resume(co))
local co = coroutine.create(error)
print(coroutine.resume(co, nil)) print(coroutine.resume(coroutine.create(error), 5))
--- errors in wrap
local f = coroutine.wrap(function() error("wrapped") end)
print(pcall(f))
local f = coroutine.wrap(function() error({5}) end)
local ok, e = pcall(f) print(ok, type(e), e[1])
local f = coroutine.wrap(function() error("plain", 0) end)
print(pcall(f))
--- yield across pcall: 5.2+
local co = coroutine.create(function()
  print(pcall(function() coroutine.yield(1) error("after") end))
  return "done"
end)
print(coroutine.resume(co)) print(coroutine.resume(co))
--- yield across pcall is refused: 5.1 [yields]
local co = coroutine.create(function() print(pcall(function() coroutine.yield(1) return 2 end)) return 3 end)
print(coroutine.resume(co)) print(coroutine.resume(co))
--- yield in metamethods: 5.2+
local t = setmetatable({}, {
  __add = function(a, b) return coroutine.yield("add") end,
  __index = function(t, k) return coroutine.yield("index " .. k) end,
  __eq = function() return coroutine.yield("eq") end,
  __lt = function() return coroutine.yield("lt") end,
  __concat = function() return coroutine.yield("concat") end,
  __len = function() return coroutine.yield("len") end,
  __call = function(self, x) return coroutine.yield("call " .. x) end})
local co = coroutine.wrap(function()
  print(t + 1) print(t.x) print(t == setmetatable({}, getmetatable(t))) print(t < t) print(t .. "x") print(#t) print(t(1))
  return "done"
end)
local r = co()
while r ~= "done" do r = co(r .. "!") end
--- yield in iterators: 5.2+
local function iter(s, i) coroutine.yield("step " .. i) if i < 2 then return i + 1 end end
local co = coroutine.wrap(function() for i in iter, nil, 0 do coroutine.yield("body " .. i) end return "end" end)
for i = 1, 6 do print(co()) end
--- yield in sort is refused: 5.2+ [yields]
local co = coroutine.create(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield() return a < b end) end)
print(coroutine.resume(co))
--- yield in gsub is refused: 5.2+ [yields]
local co = coroutine.create(function() return ("abc"):gsub(".", function(c) coroutine.yield(c) end) end)
print(coroutine.resume(co))
--- yield outside a coroutine
print(pcall(coroutine.yield, 1))
--- running: 5.2+
local co, main = coroutine.running()
print(type(co), main)
coroutine.wrap(function() local c, m = coroutine.running() print(type(c), m, c ~= co) end)()
--- running is nil in the main thread: 5.1
print(coroutine.running())
coroutine.wrap(function() print(type(coroutine.running())) end)()
--- isyieldable: 5.3+
print(coroutine.isyieldable())
coroutine.wrap(function() print(coroutine.isyieldable()) end)()
--- resuming oneself and others
local co
co = coroutine.create(function() return coroutine.resume(co) end)
print(coroutine.resume(co))
local dead = coroutine.create(function() end)
coroutine.resume(dead) print(coroutine.resume(dead))
local w
w = coroutine.wrap(function() return pcall(w) end)
print(w())
--- bad arguments
print(pcall(coroutine.create, 5))
print(pcall(coroutine.create))
print(pcall(coroutine.wrap, nil))
print(pcall(coroutine.resume, 5))
print(pcall(coroutine.status, {}))
--- closing: 5.4
local co = coroutine.create(function() coroutine.yield() end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co)) print(coroutine.close(co)) print(coroutine.close(coroutine.create(print)))
local co = coroutine.create(function() error("x") end)
coroutine.resume(co) print(coroutine.close(co)) print(coroutine.close(co))
print(pcall(coroutine.close, coroutine.running()))
--- closing runs close handlers: 5.4
local co = coroutine.create(function()
  local a <close> = setmetatable({}, {__close = function(_, e) print("close a", e) end})
  local b <close> = setmetatable({}, {__close = function(_, e) print("close b", e) end})
  coroutine.yield()
end)
coroutine.resume(co) print(coroutine.close(co))
local co = coroutine.create(function()
  local a <close> = setmetatable({}, {__close = function() error("in close", 0) end})
  coroutine.yield()
end)
coroutine.resume(co) print(coroutine.close(co)) print(coroutine.status(co))
--- producers and consumers
local function producer() return coroutine.create(function() for _, v in ipairs {"a", "b", "c"} do coroutine.yield(v) end end) end
local function filter(p) return coroutine.create(function() while true do local _, v = coroutine.resume(p) if not v then return end coroutine.yield(v:upper()) end end) end
local f = filter(producer())
while true do local _, v = coroutine.resume(f) if not v then break end io.write(v, " ") end print()
--- permutations
local function permgen(a, n)
  n = n or #a
  if n <= 1 then coroutine.yield(a) else
    for i = 1, n do a[n], a[i] = a[i], a[n] permgen(a, n - 1) a[n], a[i] = a[i], a[n] end
  end
end
for p in coroutine.wrap(function() permgen {"a", "b", "c"} end) do io.write(table.concat(p), " ") end print()
--- many coroutines
local t = {}
for i = 1, 200 do t[i] = coroutine.wrap(function(x) while true do x = coroutine.yield(x + i) end end) t[i](0) end
local s = 0
for r = 1, 3 do for i = 1, 200 do s = s + t[i](r) end end
print(s)
--- yields from nested functions
local function deep(n) if n == 0 then coroutine.yield("deep") else deep(n - 1) end return n end
local co = coroutine.create(function() return deep(10) end)
print(coroutine.resume(co)) print(coroutine.resume(co))
--- varargs through yield and resume
local co = coroutine.wrap(function(...) local n = select("#", ...) while true do n = select("#", coroutine.yield(n)) end end)
print(co(), co(nil), co(nil, nil), co(1, 2, 3))
--- wrap inside wrap
local f = coroutine.wrap(function()
  local g = coroutine.wrap(function() coroutine.yield(1) coroutine.yield(2) end)
  coroutine.yield(g()) coroutine.yield(g()) coroutine.yield("x")
end)
print(f(), f(), f())
--- upvalues are shared with coroutines
local x = 0
local co = coroutine.wrap(function() while true do x = x + 1 coroutine.yield() end end)
co() co() x = x * 10 co()
print(x)
--- error positions in coroutines
local co = coroutine.create(function()
  local t = {}
  coroutine.yield()
  t.x.y = 1
end)
coroutine.resume(co) print(coroutine.resume(co))
--- a coroutine as a table key and its type
local co = coroutine.create(function() end)
local t = {[co] = 1}
print(t[co], type(co), co == co, tostring(co):match("^thread: "))
--- traceback of a coroutine
local co = coroutine.create(function() local function inner() coroutine.yield() end inner() end)
coroutine.resume(co)
print(debug.traceback(co)) print(debug.traceback(co, "msg")) print(debug.traceback(co, nil, 1))
--- resume passes to a new coroutine its arguments
print(coroutine.resume(coroutine.create(function(...) return select("#", ...), ... end), 1, nil, nil))
print(coroutine.wrap(function(...) return ... end)(nil, 2))
--- status of the main thread: 5.2+
local main = coroutine.running()
print(coroutine.status(main)) print(coroutine.resume(main))
coroutine.wrap(function() print(coroutine.status(main)) print(coroutine.resume(main)) end)()
--- what waits in resume and what waits in wrap: 5.1+
local outer, inner
outer = coroutine.create(function()
  inner = coroutine.create(function() print(coroutine.status(outer)) print(coroutine.resume(outer)) end)
  print(coroutine.resume(inner))
  coroutine.wrap(function() print(coroutine.status(outer)) print(coroutine.resume(outer)) end)()
end)
print(coroutine.resume(outer))
local w w = coroutine.wrap(function() print(pcall(w)) print(pcall(w, 1)) end)
w() print(pcall(w))
--- where coroutines may yield: 5.3+
print(coroutine.isyieldable())
local co co = coroutine.create(function() print(coroutine.isyieldable()) coroutine.yield() end)
coroutine.resume(co) print(coroutine.status(co), select(2, coroutine.running()))
--- errors leave variables open until a close: 5.4
local function closing(name, f) return setmetatable({}, {__close = function(_, e) print(name, e) if f then f() end end}) end
local co = coroutine.create(function() local a <close> = closing("a") local b <close> = closing("b") error("oops", 0) end)
print(coroutine.resume(co)) print(coroutine.status(co)) print(coroutine.close(co)) print(coroutine.close(co))
local co = coroutine.create(function()
  local a <close> = closing("a")
  print(pcall(function() local b <close> = closing("b") error("caught", 0) end))
  local t = nil + 1
end)
print(coroutine.resume(co)) print("between") print(coroutine.close(co))
--- wrap closes what an error has left: 5.4
local function closing(name, f) return setmetatable({}, {__close = function(_, e) print(name, e) if f then f() end end}) end
local w = coroutine.wrap(function()
  local a <close> = closing("a")
  local b <close> = closing("b", function() error("in b", 0) end)
  error("oops", 0)
end)
print(pcall(w))
local w = coroutine.wrap(function() local a <close> = closing("a") error({}) end)
print(select("#", pcall(w)))
print(pcall(w))
--- closing passes pcall by: 5.4
local function closing(name, f) return setmetatable({}, {__close = function(_, e) print(name, e) if f then f() end end}) end
local co = coroutine.create(function()
  local a <close> = closing("a", function() error("in a", 0) end)
  print(pcall(function()
    local b <close> = closing("b", function() print(pcall(coroutine.yield)) print(coroutine.isyieldable()) end)
    local c <close> = closing("c", function() error("in c", 0) end)
    coroutine.yield("yielded")
  end))
  print "never"
end)
print(coroutine.resume(co)) print(coroutine.close(co)) print(coroutine.status(co)) print(coroutine.close(co))
--- handlers of a coroutine that is closed: 5.4
local function closing(name, f) return setmetatable({}, {__close = function(_, e) print(name, e) if f then f() end end}) end
local co
co = coroutine.create(function()
  local a <close> = closing("a", function()
    print(coroutine.running() == co, coroutine.status(co), pcall(coroutine.close, co))
    local x <close> = closing("x")
    print(pcall(function() local y <close> = closing("y") error("in y", 0) end))
    error("in a", 0)
  end)
  coroutine.yield()
end)
coroutine.resume(co) print(coroutine.close(co))
local outer = coroutine.wrap(function()
  local co = coroutine.create(function() local a <close> = closing("inner") coroutine.yield() end)
  coroutine.resume(co) print(coroutine.close(co)) coroutine.yield(1) return 2
end)
print(outer()) print(outer())
--- closing where a handler has yielded: 5.4
local function closing(name, f) return setmetatable({}, {__close = function(_, e) print(name, e) if f then f() end end}) end
local co = coroutine.create(function()
  local a <close> = closing("a", function() local u <close> = closing("u") coroutine.yield("in close") print "never" end)
  return 5
end)
print(coroutine.resume(co)) print(coroutine.close(co), coroutine.status(co))
--- what coroutines are made of: 5.1
print(pcall(coroutine.create, print)) print(pcall(coroutine.wrap, print)) print(pcall(coroutine.create))
--- an error that is a number comes through wrapped coroutines
local c = coroutine.wrap(function() error(3) end) print(pcall(c))
print(pcall(coroutine.wrap(function() coroutine.wrap(function() error(2.5, 0) end)() end)))
print(pcall(coroutine.wrap(function() coroutine.wrap(function() error("text", 0) end)() end)))
