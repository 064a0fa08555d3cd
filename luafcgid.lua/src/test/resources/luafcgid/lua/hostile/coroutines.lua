--- coroutine that never yields | 5.1 5.4 | loops
coroutine.wrap(function() while true do end end)()

--- coroutine that always yields | 5.1 5.4 | loops
local w = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do w() end

--- resume around a loop | 5.1 5.4 | loops
while true do coroutine.resume(coroutine.create(function() while true do end end)) end

--- pcall in a coroutine | 5.1 5.4 | loops
coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()

--- loop ten coroutines deep | 5.1 5.4 | loops
local function nest(n)
  if n == 0 then while true do end end
  coroutine.wrap(nest)(n - 1)
end
nest(10)

--- coroutines that are left | 5.1 5.4 | loops
while true do coroutine.wrap(function() coroutine.yield() end)() end

--- dead coroutines for ever | 5.1 5.4 | loops
local c = coroutine.create(function() end)
while true do coroutine.resume(c) end

--- two that resume each other | 5.1 5.4 | loops
local a, b
a = coroutine.create(function() while true do coroutine.resume(b) coroutine.yield() end end)
b = coroutine.create(function() while true do coroutine.resume(a) coroutine.yield() end end)
while true do coroutine.resume(a) end

--- too many that can go on | 5.1 5.4 | error too many coroutines (limit coroutines=200)
local all = {}
for i = 1, 1e6 do
  local c = coroutine.create(function() coroutine.yield() end)
  local ok, e = coroutine.resume(c)
  if not ok then error(e, 0) end
  all[i] = c
end

--- too many, caught | 5.1 5.4 | returns caught
local all = {}
local ok = pcall(function()
  for i = 1, 1e6 do
    all[i] = coroutine.wrap(function() coroutine.yield() end)
    all[i]()
  end
end)
return ok and 'no limit' or 'caught'

--- made and never begun | 5.1 5.4 | allocates
local all = {}
for i = 1, 1e9 do all[i] = coroutine.create(function() end) end

--- coroutines inside coroutines | 5.1 5.4 | error script:3: script:3: …script:3: C stack overflow
local function f() return coroutine.wrap(f)() end
f()

--- coroutines inside coroutines by resume | 5.1 5.4 | returns C stack overflow
local function f() local ok, e = coroutine.resume(coroutine.create(f)) return e end
return (tostring(f()):gsub('^.*: ', ''))

--- a full stack in a coroutine | 5.1 5.4 | error script:4: script:3: stack overflow
local function f() return 1 + f() end
coroutine.wrap(f)()

--- coroutine whose closing loops | 5.4 | loops
local c = coroutine.create(function()
  local x <close> = setmetatable({}, {__close = function() while true do end end})
  coroutine.yield()
end)
coroutine.resume(c)
coroutine.close(c)

--- full stacks in many coroutines | 5.1 5.4 | loops
local function f() return 1 + f() end
while true do coroutine.resume(coroutine.create(f)) end

--- status for ever | 5.1 5.4 | loops
while true do coroutine.status(coroutine.create(function() end)) coroutine.running() end

--- yield of the main program for ever | 5.1 5.4 | loops
while true do pcall(coroutine.yield) end

--- wrap as an iterator | 5.1 5.4 | loops
for _ in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end
