--- comparator that loops | 5.1 5.4 | loops
table.sort({3, 2, 1}, function() while true do end end)

--- comparator that always says yes, for ever | 5.1 5.4 | loops
while true do pcall(table.sort, {5, 4, 3, 2, 1, 9, 8, 7}, function() return true end) end

--- comparator at random, for ever | 5.1 5.4 | loops
local t = {}
for i = 1, 200 do t[i] = i end
while true do pcall(table.sort, t, function() return math.random(2) == 1 end) end

--- a large table sorted for ever | 5.1 5.4 | loops
local t = {}
for i = 1, 20000 do t[i] = i end
while true do table.sort(t) end

--- comparator that changes the table | 5.1 5.4 | loops
local t = {}
for i = 1, 100 do t[i] = i end
while true do pcall(table.sort, t, function(a, b) t[1] = nil t[#t + 1] = 1 return (a or 0) < (b or 0) end) end

--- gsub with a function | 5.1 5.4 | loops
return ('x'):gsub('x', function() while true do end end)

--- gsub with a table whose __index loops | 5.1 5.4 | loops
return ('x'):gsub('x', setmetatable({}, {__index = function() while true do end end}))

--- gmatch of nothing, for ever | 5.1 5.4 | loops
while true do for _ in ('xxxx'):gmatch('') do end end

--- foreach | 5.1 | loops
table.foreach({1}, function() while true do end end)

--- writer of string.dump | 5.1 | loops
while true do pcall(string.dump, print) end

--- handler of an error in a comparator | 5.1 5.4 | loops
while true do pcall(table.sort, {2, 1}, function() error({}) end) end

--- comparator in a coroutine | 5.1 5.4 | loops
coroutine.wrap(function() table.sort({2, 1}, function() while true do end end) end)()

--- reader of load in a coroutine | 5.1 5.4 | loops
coroutine.wrap(function() load(function() while true do end end) end)()

--- recursion through gsub | 5.1 5.4 | error script:3: stack overflow
local function f() return (('x'):gsub('x', f)) end
f()

--- recursion through sort | 5.1 5.4 | error script:3: stack overflow
local function f() table.sort({2, 1}, f) return true end
f()

--- recursion through xpcall | 5.1 5.4 | returns C stack overflow
local function f() local ok, e = xpcall(f, function(m) return m end) if not ok then error(e, 0) end end
return select(2, pcall(f))

--- recursion through tostring | 5.1 5.4 | error script:4: stack overflow
local t = setmetatable({}, {})
getmetatable(t).__tostring = function() return tostring(t) .. '' end
return tostring(t)

--- recursion through require | 5.1 | error script:3: stack overflow | 5.4 | error script:3: loop or previous error loading module 'again'
package.preload.again = function() package.loaded.again = nil return require('again') .. '' end
require('again')

--- recursion through the reader of load | 5.1 5.4 | returns C stack overflow
local innermost
local function f() local _, e = load(f) innermost = innermost or e end
f()
return (innermost:gsub('^.*: ', ''))

--- recursion through load | 5.1 5.4 | loops
-- It would fill the stack, but compiles a chunk for each level of it.
function deeper() return (loadstring or load)('return deeper() .. ""')() .. '' end
deeper()
