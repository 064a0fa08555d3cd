--- ten thousand levels are legal | 5.1 5.4 | returns 10000
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end
return (('%d'):format(f(10000)))

--- ten thousand levels with many locals and arguments | 5.1 5.4 | returns 10000
local function f(n, ...)
  local a, b, c, d, e, g, h, i, j, k = ...
  if n == 0 then return 0 end
  return 1 + f(n - 1, a, b, c, d, e, g, h, i, j, k)
end
return (('%d'):format(f(10000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))

--- twenty thousand levels are legal | 5.1 5.4 | returns 20000
local function f(n)
  local a, b, c, d, e, g, h, i, j, k = n, n, n, n, n, n, n, n, n, n
  if n == 0 then return 0 end
  return 1 + f(n - 1) + (a + b + c + d + e - g - h - i - j - k)
end
return (('%d'):format(f(20000)))

--- recursion | 5.1 5.4 | error script:3: stack overflow
local function f() return 1 + f() end
f()

--- recursion with many locals | 5.1 5.4 | error script:5: stack overflow
local function f(n)
  local a, b, c, d, e, g, h, i, j, k = n, n, n, n, n, n, n, n, n, n
  return a + b + c + d + e + g + h + i + j + k + f(n + 1)
end
f(1)

--- recursion of methods | 5.1 5.4 | error script:4: stack overflow
local o = {}
function o:m(n) return 1 + self:m(n + 1) end
o:m(1)

--- mutual recursion | 5.1 5.4 | error script:4: stack overflow
local a, b
function a(n) return 1 + b(n) end function b(n) return 1 + a(n) end
a(1)

--- recursion caught | 5.1 5.4 | returns caught
local function f() return 1 + f() end
return pcall(f) and 'endless' or 'caught'

--- recursion caught for ever | 5.1 5.4 | loops
local function f() return 1 + f() end
while true do pcall(f) end

--- recursion that catches at every level | 5.1 5.4 | loops
local function f() pcall(f) pcall(f) end
f()

--- recursion with a loop at each level | 5.1 5.4 | error script:…: stack overflow
local a, b
function a(n) local s = 0 for i = 1, 3 do s = s + i end return s + b(n) end
function b(n) for i = 1, 2 do n = n + a(n) end return n end
a(1)

--- recursion within coroutines caught for ever | 5.1 5.4 | loops
local function f() return 1 + f() end
while true do coroutine.wrap(function() return pcall(f) end)() end

--- a handler that fills the stack for ever | 5.1 5.4 | loops
local function f() return 1 + f() end
while true do xpcall(f, function() return f() end) end

--- a loop on a deep stack | 5.1 5.4 | loops
local function f(n) if n == 0 then while true do end end return 1 + f(n - 1) end
f(20000)

--- garbage on a deep stack | 5.1 5.4 | loops
local function f(n)
  if n == 0 then while true do local t = {} for i = 1, 100 do t[i] = {} end end end
  return 1 + f(n - 1)
end
f(20000)

--- errors on a deep stack | 5.1 5.4 | loops
local function f(n)
  if n == 0 then while true do pcall(error, 'x') end end
  return 1 + f(n - 1)
end
f(20000)

--- tracebacks of a deep stack | 5.1 5.4 | loops
local function f(n)
  if n == 0 then while true do xpcall(error, debug.traceback) end end
  return 1 + f(n - 1)
end
f(20000)

--- an error on a deep stack | 5.1 5.4 | error script:3: deep in a stack
local function f(n) if n == 0 then error('deep in a stack') end return 1 + f(n - 1) end
f(20000)

--- recursion through pcall | 5.1 5.4 | returns 0C stack overflow
local depth = 0
local function f() depth = depth + 1 local ok, e = pcall(f) if not ok then error(e, 0) end end
return depth .. select(2, pcall(f))

--- recursion through __index | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__index = function(_, k) return t[k] .. '' end
return t.x

--- recursion through __newindex | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__newindex = function(_, k, v) t[k] = v return 1 end
t.x = 1

--- recursion through __call | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__call = function() return t() .. '' end
t()

--- recursion through __add | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__add = function(a, b) return (a + b) .. '' end
return t + 1

--- recursion through __concat | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__concat = function(a, b) return (a .. b) + 1 end
return t .. 'x'

--- recursion through __eq | 5.1 5.4 | error script:5: stack overflow
local m = {}
local a, b = setmetatable({}, m), setmetatable({}, m)
m.__eq = function() return not (a == b) end
return a == b

--- recursion through __lt | 5.1 5.4 | error script:5: stack overflow
local m = {}
local a, b = setmetatable({}, m), setmetatable({}, m)
m.__lt = function() return not (a < b) end
return a < b

--- a chain of __call | 5.1 | error script:5: attempt to call local 'f' (a table value) | 5.4 | error script:5: attempt to call a table value (local 'f')
local f = setmetatable({}, {})
for i = 1, 1e6 do f = setmetatable({}, {__call = f}) end
f()

--- a chain of __index | 5.1 | error script:5: loop in gettable | 5.4 | error script:5: '__index' chain too long; possible loop
local t = {}
for i = 1, 1e6 do t = setmetatable({}, {__index = t}) end
return t.x

--- nested parentheses | 5.1 | error script:3: [string "return ((((((((((((((((((((((((((((((((((((((((((((((((((((((((..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)('return ' .. ('('):rep(100000) .. '1' .. (')'):rep(100000)))

--- nested tables | 5.1 | error script:3: [string "return {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)('return ' .. ('{'):rep(100000) .. ('}'):rep(100000)))

--- nested functions | 5.1 | error script:3: [string "function f() function f() function f() function f() function f(..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)(('function f() '):rep(10000) .. ('end '):rep(10000)))

--- nested blocks | 5.1 | error script:3: [string "do do do do do do do do do do do do do do do do do do do do do ..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)(('do '):rep(100000) .. ('end '):rep(100000)))

--- a chain of operators to the right | 5.1 | error script:3: [string "return 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1 .. 1..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)('return ' .. ('1 .. '):rep(100000) .. '1'))

--- a chain of signs | 5.1 | error script:3: [string "return - - - - - - - - - - - - - - - - - - - - - - - - - - - - ..."]:1: chunk has too many syntax levels | 5.4 | error script:3: C stack overflow
assert((loadstring or load)('return ' .. ('- '):rep(100000) .. '1'))

--- a chain of fields | 5.1 | error [string "return a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a...."]:1: attempt to index global 'a' (a nil value) | 5.4 | error [string "return a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a...."]:1: attempt to index a nil value (global 'a')
local f = assert((loadstring or load)('return a' .. ('.a'):rep(100000)))
f()

--- a chain of calls | 5.1 | error [string "return a()()()()()()()()()()()()()()()()()(..."]:1: attempt to call global 'a' (a nil value) | 5.4 | error [string "return a()()()()()()()()()()()()()()()()()()(..."]:1: attempt to call a nil value (global 'a')
local f = assert((loadstring or load)('return a' .. ('()'):rep(5000)))
f()

--- a chain of calls of methods | 5.1 | error [string "return a:a():a():a():a():a():a():a():a():a(..."]:1: attempt to index global 'a' (a nil value) | 5.4 | error [string "return a:a():a():a():a():a():a():a():a():a():..."]:1: attempt to index a nil value (global 'a')
local f = assert((loadstring or load)('return a' .. (':a()'):rep(5000)))
f()

--- a chain of operators to the left | 5.1 5.4 | returns long but legal
return (loadstring or load)('return x' .. (' + 1'):rep(100000)) and 'long but legal' or 'long and refused'

--- a source of many lines for ever | 5.1 5.4 | loops
local s = ('x = 1\n'):rep(5000)
while true do (loadstring or load)(s) end

--- a source without end | 5.1 5.4 | allocates
local n = 0
assert(load(function() n = n + 1 return 'x = ' .. n .. '\n' end))
