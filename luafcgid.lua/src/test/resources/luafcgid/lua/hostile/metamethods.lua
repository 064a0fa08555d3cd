--- __index | 5.1 5.4 | loops
return setmetatable({}, {__index = function() while true do end end}).x

--- __newindex | 5.1 5.4 | loops
setmetatable({}, {__newindex = function() while true do end end}).x = 1

--- __call | 5.1 5.4 | loops
setmetatable({}, {__call = function() while true do end end})()

--- __add | 5.1 5.4 | loops
return setmetatable({}, {__add = function() while true do end end}) + 1

--- __concat | 5.1 5.4 | loops
return setmetatable({}, {__concat = function() while true do end end}) .. 'x'

--- __unm | 5.1 5.4 | loops
return -setmetatable({}, {__unm = function() while true do end end})

--- __len | 5.2 5.4 | loops
return #setmetatable({}, {__len = function() while true do end end})

--- __eq | 5.1 5.4 | loops
local m = {__eq = function() while true do end end}
return setmetatable({}, m) == setmetatable({}, m)

--- __lt | 5.1 5.4 | loops
local m = {__lt = function() while true do end end}
return setmetatable({}, m) < setmetatable({}, m)

--- __le | 5.1 5.4 | loops
local m = {__le = function() while true do end end}
return setmetatable({}, m) <= setmetatable({}, m)

--- __band | 5.3 5.4 | loops
return setmetatable({}, {__band = function() while true do end end}) & 1

--- __idiv | 5.3 5.4 | loops
return setmetatable({}, {__idiv = function() while true do end end}) // 1

--- __tostring | 5.1 5.4 | loops
return tostring(setmetatable({}, {__tostring = function() while true do end end}))

--- __tostring in a format | 5.2 5.4 | loops
return ('%s'):format(setmetatable({}, {__tostring = function() while true do end end}))

--- __pairs | 5.2 5.4 | loops
for _ in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end

--- __mode and a loop | 5.1 5.4 | loops
local t = setmetatable({}, {__mode = 'k'})
while true do t[1] = nil t[1] = 1 end

--- metatable of strings | 5.1 5.4 | loops
getmetatable('').__index = function() while true do end end
return ('x').anything

--- tables that are each other's __index | 5.1 | error script:6: loop in gettable | 5.4 | error script:6: '__index' chain too long; possible loop
local a, b = {}, {}
setmetatable(a, {__index = b})
setmetatable(b, {__index = a})
return a.x

--- tables that are each other's __newindex | 5.1 | error script:6: loop in settable | 5.4 | error script:6: '__newindex' chain too long; possible loop
local a, b = {}, {}
setmetatable(a, {__newindex = b})
setmetatable(b, {__newindex = a})
a.x = 1

--- a length without end | 5.3 5.4 | loops
local t = setmetatable({}, {__len = function() return math.maxinteger end, __index = function() return 'x' end})
table.sort(setmetatable({}, {__len = function() return 1e6 end, __index = function() return 1 end, __newindex = function() end}),
  function() while true do end end)

--- table.concat of a length without end | 5.3 5.4 | allocates
return table.concat(setmetatable({}, {__len = function() return 2^40 | 0 end, __index = function() return {} and '' end}))

--- table.unpack of a length without end | 5.3 5.4 | error script:3: too many results to unpack
return table.unpack(setmetatable({}, {__len = function() return 2^40 | 0 end}))

--- table.insert with a length without end | 5.3 5.4 | loops
table.insert(setmetatable({}, {__len = function() return 2^40 | 0 end, __index = function() end, __newindex = function() end}), 1, 1)

--- table.remove with a length without end | 5.3 5.4 | loops
table.remove(setmetatable({}, {__len = function() return 2^40 | 0 end, __index = function() end, __newindex = function() end}), 1)

--- table.move without end | 5.3 5.4 | loops
local t = setmetatable({}, {__index = function() end, __newindex = function() end})
table.move(t, 1, 2^40 | 0, 2)
