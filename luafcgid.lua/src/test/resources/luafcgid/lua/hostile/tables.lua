--- filled for ever | 5.1 5.4 | allocates
local t = {}
for i = 1, math.huge do t[i] = i end

--- filled with tables | 5.1 5.4 | allocates
local t = {}
while true do t[#t + 1] = {} end

--- fields for ever | 5.1 5.4 | allocates
local t, n = {}, 0
while true do n = n + 1 t['k' .. n] = n end

--- globals for ever | 5.1 5.4 | allocates
local n = 0
while true do n = n + 1 _G['k' .. n] = {n} end

--- a chain | 5.1 5.4 | allocates
local t = {}
while true do t = {t} end

--- a chain of closures | 5.1 5.4 | allocates
local f = function() end
while true do local g = f f = function() return g end end

--- tables thrown away | 5.1 5.4 | allocates
while true do local t = {{}, {}, {}} end

--- tables thrown away under pcall | 5.1 5.4 | allocates
while true do pcall(function() while true do local t = {{}, {}} end end) end

--- tables thrown away in coroutines | 5.1 5.4 | allocates
while true do coroutine.wrap(function() for i = 1, 1000 do local t = {{}} end end)() end

--- a large hole | 5.1 5.4 | loops
local t = {}
while true do t[2 ^ 30] = 1 t[1] = 1 t[2 ^ 30] = nil end

--- insert in front | 5.1 5.4 | loops
local t = {}
for i = 1, 50000 do t[i] = i end
while true do table.insert(t, 1, 0) table.remove(t, 1) end

--- next from a key in the middle | 5.1 5.4 | loops
local t = {}
for i = 1, 1000 do t['k' .. i] = i end
while true do for k in pairs(t) do next(t, k) end end

--- length of a changing table | 5.1 5.4 | loops
local t = {}
while true do t[#t + 1] = 1 t[#t] = nil end

--- NaN as a key, caught for ever | 5.1 5.4 | loops
local t = {}
while true do pcall(function() t[0 / 0] = 1 end) end

--- weak tables | 5.1 5.4 | allocates
local t = setmetatable({}, {__mode = 'v'})
local n = 0
while true do n = n + 1 t[n] = {} end

--- loaded code thrown away | 5.1 5.4 | loops
local n = 0
while true do n = n + 1 (loadstring or load)('return ' .. n)() end

--- a million results | 5.1 5.4 | loops
local t = {}
for i = 1, 200 do t[i] = i end
while true do select('#', (unpack or table.unpack)(t)) end

--- varargs that grow | 5.1 5.4 | error script:3: stack overflow
local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) + 1 end
f()

--- tail calls with more and more arguments | 5.1 5.4 | loops
local function f(...) return f(1, ...) end
f()
