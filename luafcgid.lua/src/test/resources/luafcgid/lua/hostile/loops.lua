--- while | 5.1 5.4 | loops
while true do end

--- repeat | 5.1 5.3 | loops
repeat until false

--- goto | 5.2 5.4 | loops
::again:: goto again

--- numeric for | 5.1 5.4 | loops
for i = 1, math.huge do end

--- for with a step of nearly nothing | 5.1 5.4 | loops
for i = 0, 1, 1e-300 do end

--- iterator that never ends | 5.1 5.4 | loops
for _ in function() return 1 end do end

--- tail calls | 5.1 5.4 | loops
local function f() return f() end
f()

--- tail calls between two | 5.1 5.4 | loops
local a, b
function a(n) return b(n + 1) end
function b(n) return a(n + 1) end
a(1)

--- tail calls of methods | 5.1 5.4 | loops
local o = {}
function o:m() return self:m() end
o:m()

--- pcall around a loop | 5.1 5.4 | loops
while true do pcall(function() while true do end end) end

--- pcall of pcall | 5.1 5.4 | loops
while true do pcall(pcall, pcall, function() while true do end end) end

--- handler of xpcall | 5.1 5.4 | loops
while true do xpcall(function() while true do end end, function() while true do end end) end

--- handler that fails | 5.1 5.4 | loops
while true do xpcall(error, function() error('again') end) end

--- error caught for ever | 5.1 5.4 | loops
while true do pcall(error, 'x') end

--- error objects for ever | 5.1 5.4 | loops
local e = setmetatable({}, {__tostring = function() while true do end end})
while true do tostring(e) end

--- loaded loop | 5.1 5.4 | loops
local f = (loadstring or load)('while true do end')
while true do pcall(f) end

--- loop in a chunk's reader | 5.1 5.4 | loops
load(function() while true do end end)

--- reader that gives nothing but spaces | 5.1 5.4 | loops
load(function() return ' ' end)

--- loop in another environment | 5.1 | loops
local f = setfenv(function() while true do end end, {})
while true do pcall(f) end

--- next over a table that it fills | 5.1 5.4 | loops
local t = {1, 2, 3}
while true do for k in pairs(t) do t[k] = nil t[k] = 1 end end

--- ipairs without end | 5.3 5.4 | loops
for _ in ipairs(setmetatable({}, {__index = function() return 1 end})) do end

--- rawequal, rawget, rawset for ever | 5.1 5.4 | loops
local t = {}
while true do rawset(t, 1, rawget(t, 1)) rawequal(t, t) end

--- collections for ever | 5.1 5.4 | loops
while true do collectgarbage() collectgarbage('count') end

--- collections by steps | 5.1 5.4 | loops
while true do collectgarbage('step') end

--- clock for ever | 5.1 5.4 | loops
local t = os.clock()
repeat until os.clock() < t

--- time for ever | 5.1 5.4 | loops
repeat until os.time() == 0

--- random numbers for ever | 5.1 5.4 | loops
repeat until math.random() == 2

--- tracebacks for ever | 5.1 5.4 | loops
while true do debug.traceback('x') end

--- debug.getinfo for ever | 5.1 5.4 | loops
while true do debug.getinfo(1, 'nSlf') end

--- numbers from texts for ever | 5.1 5.4 | loops
while true do tonumber('0x1p-3') tonumber('1e308') end

--- a variable that is closed with a loop | 5.4 | loops
do
  local x <close> = setmetatable({}, {__close = function() while true do end end})
end

--- variables that are closed while the script is stopped | 5.4 | loops
local function hold()
  local x <close> = setmetatable({}, {__close = function() while true do pcall(hold) end end})
  while true do end
end
hold()

--- generic for whose closing value loops | 5.4 | loops
for _ in function() return nil end, nil, nil, setmetatable({}, {__close = function() while true do end end}) do end

--- collector's finalizer | 5.2 5.4 | returns done
setmetatable({}, {__gc = function() while true do end end})
collectgarbage()
collectgarbage()
return 'done'

--- require of a module that is not there | 5.1 5.4 | loops
while true do pcall(require, 'no.such.module') end

--- searcher that loops | 5.2 5.4 | loops
table.insert(package.searchers, 1, function() while true do end end)
require('anything')

--- loader that loops | 5.1 | loops
package.preload.looping = function() while true do end end
require('looping')

--- exit inside pcall inside a loop | 5.1 5.4 | returns nil
while true do pcall(os.exit, 0) end
