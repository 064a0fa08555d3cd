--- counters are apart
local function counter() local n = 0 return function() n = n + 1 return n end end
local a, b = counter(), counter()
print(a(), a(), b(), a())
--- closures share a variable
local function pair() local v = 0 return function() return v end, function(x) v = x end end
local get, set = pair()
set(5) print(get()) set "x" print(get())
--- closures in loops
local t = {}
for i = 1, 3 do local j = i * 2 t[i] = function() j = j + i return j end end
print(t[1](), t[1](), t[2](), t[3]())
local w = {}
local i = 0
while i < 3 do i = i + 1 local k = i w[i] = function() return k, i end end
print(w[1]()) print(w[3]())
--- parameters can be captured
local function f(a, b) return function() a = a + 1 return a, b end end
local g = f(1, 2)
g() print(g())
--- varargs
local function f(...) return select("#", ...), ... end
print(f()) print(f(nil)) print(f(1, nil, nil)) print((f(1, 2)))
local function g(...) local a, b = ... return a, b end
print(g(1)) print(g(1, 2, 3))
local function h(...) local t = {...} return #t end
print(h(), h(1, 2, 3))
local function k(...) return ..., "end" end
print(k(1, 2, 3)) print(k())
--- select
print(select("#"), select("#", nil, nil))
print(select(2, "a", "b", "c")) print(select(-1, "a", "b", "c")) print(select(-2, "a", "b", "c"))
print(pcall(select, -5, 1)) print(select(5, 1, 2))
--- varargs in the main chunk
print(select("#", ...), ...)
--- arg in 5.1: 5.1
local function f(...) return arg end
print(type(arg), f(1, 2))
local function g(...) local t = {n = select("#", ...)} return t.n end
print(g(1, nil))
--- table.pack and unpack: 5.2+
local t = table.pack(1, nil, 3, nil)
print(t.n, t[1], t[2], t[3])
print(table.unpack({1, 2, 3}, 2)) print(table.unpack({1, 2, 3}, 2, 5)) print(table.unpack({}, 1, 0))
print(table.unpack(t, 1, t.n))
--- unpack: 5.1
print(unpack({1, 2, 3})) print(unpack({1, 2, 3}, 2)) print(unpack({1, 2, 3}, 2, 5)) print(unpack({}, 1, 0))
--- too many results to unpack
local unpack = unpack or table.unpack
print(pcall(unpack, {}, 1, 1e7))
print(pcall(unpack, {}, 1, 1e8))
--- many arguments
local unpack = unpack or table.unpack
local t = {} for i = 1, 200 do t[i] = i end
print(select("#", unpack(t)), (select(200, unpack(t))))
local function f(...) return select("#", ...) end
print(f(unpack(t)), f(0, unpack(t)), f(unpack(t), 0))
print(math.max(unpack(t)))
--- functions as values
local function compose(f, g) return function(...) return f(g(...)) end end
print(compose(tostring, math.abs)(-5))
local function curry(f, a) return function(...) return f(a, ...) end end
print(curry(string.rep, "ab")(3))
print(type(print), print == print, (function() end) == (function() end))
--- recursion by upvalues
local fib
fib = function(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(20))
local function ack(m, n) if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) end return ack(m - 1, ack(m, n - 1)) end
print(ack(2, 3))
--- upvalues of upvalues
local a = 1
local function f() local b = 2 return function() local c = 3 return function() a = a + 1 b = b + 1 c = c + 1 return a, b, c end end end
local g = f()
local h, i = g(), g()
print(h()) print(i()) print(h())
--- an upvalue lives after its block
local f
do local x = 10 f = function() x = x + 1 return x end end
print(f(), f())
local g
for i = 1, 1 do g = function() return i end end
print(g())
--- assigning to captured variables later
local x = 1
local f = function() return x end
x = 2
print(f())
local function set() x = 3 end
set() print(x, f())
--- numbers in captured variables keep their kind
local n, s = 0, 0.5
local function add() n = n + 1 s = s + 1 end
add() add()
print(n, s)
n = "text"
print(n, pcall(add))
--- a variable changes its type
local x = 1
x = x + 1 print(x)
x = x .. "" print(x, type(x))
x = {x} print(x[1])
x = x[1] + 1 print(x)
x = nil print(x)
--- sieve
local p = {}
for i = 2, 50 do
  local prime = true
  for j = 2, i - 1 do if i % j == 0 then prime = false break end end
  if prime then p[#p + 1] = i end
end
print(table.concat(p, " "))
--- memoised functions
local memo = setmetatable({}, {__mode = "k"})
local function fib(n) if n < 2 then return n end local m = memo[n] if not m then m = fib(n - 1) + fib(n - 2) memo[n] = m end return m end
print(fib(70))
--- functions with many parameters
local function f(a, b, c, d, e, g, h, i, j, k) return k, j, i, h, g, e, d, c, b, a end
print(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)) print(f(1)) print((f()))
--- passing fewer and more arguments
local function f(a, b) return a, b end
print(f()) print(f(1)) print(f(1, 2, 3))
local function g() return "none" end
print(g(1, 2, 3))
--- order of evaluation
local log = {}
local function f(x) log[#log + 1] = x return x end
local _ = f(1) + f(2) * f(3), f(4) .. f(5)
local t = {[f(6)] = f(7), f(8)}
print(f(9), f(10), (f(11)))
print(table.concat(log, " "))
--- what a tail call has left has no environment: 5.1
local function f()
  for i = 1, 6 do print(i, (pcall(getfenv, i))) end
  print(pcall(getfenv, 3)) print(pcall(setfenv, 3, {}))
  print(pcall(function() return (getfenv(4)) end)) print(pcall(function() setfenv(4, {}) end))
end
function g(x) return f(x) end
function g1(x) g(x) end
local function h(x) local f = g1 return f(x) end
h(true)
--- a module that is made by a tail call: 5.1
local function f() x = 1 return module("m") end
f() print(x, m.x, m._NAME)
