--- insert and remove
local t = {}
table.insert(t, "a") table.insert(t, 1, "b") table.insert(t, 2, "c")
print(table.concat(t, ","))
print(table.remove(t), table.remove(t, 1), table.remove(t), table.remove(t), #t)
print(table.remove({}), table.remove({}, 0))
--- insert outside the list: 5.2+
print(pcall(table.insert, {1, 2}, 4, "x")) print(pcall(table.insert, {1, 2}, 0, "x")) print(pcall(table.insert, {1, 2}, 3, "x"))
print(pcall(table.insert, {1, 2})) print(pcall(table.insert, {1, 2}, 1, 2, 3))
print(pcall(table.remove, {1, 2}, 5)) print(pcall(table.remove, {1, 2}, -1)) print(pcall(table.remove, {1, 2}, 3))
--- insert outside the list in 5.1: 5.1
local t = {1, 2}
table.insert(t, 5, "x") print(t[5], t[3], t[4])
print(table.remove({1, 2}, 5)) print(pcall(table.insert, {1, 2}, 1, 2, 3))
--- concat
print(table.concat({}), table.concat({1, 2, 3}), table.concat({1, "a", 2.5}, "-"), table.concat({1, 2, 3}, ",", 2), table.concat({1, 2, 3}, ",", 2, 3), table.concat({1, 2, 3}, ",", 3, 2))
print(pcall(table.concat, {1, {}, 3})) print(pcall(table.concat, {1, 2}, ",", 1, 3)) print(pcall(table.concat, {true}))
print(pcall(table.concat, {}, {})) print(table.concat({1, 2}, 0))
--- sort
local t = {5, 2, 8, 1, 9, 3}
table.sort(t) print(table.concat(t, " "))
table.sort(t, function(a, b) return a > b end) print(table.concat(t, " "))
local w = {"banana", "apple", "Cherry", "date"}
table.sort(w) print(table.concat(w, " "))
table.sort(w, function(a, b) return a:lower() < b:lower() end) print(table.concat(w, " "))
local n = {3.5, -1, 2, 1e10, 0}
table.sort(n) print(table.concat(n, " "))
print(pcall(table.sort, {1, "x"})) print(pcall(table.sort, {1, 2, 3}, 5)) print(pcall(table.sort, {{}, {}}))
--- sort of a long list
local t, x = {}, 42
for i = 1, 500 do x = (x * 1103515245 + 12345) % 2147483648 t[i] = x end
table.sort(t)
local ok = true
for i = 2, #t do if t[i - 1] > t[i] then ok = false end end
print(ok, #t)
table.sort(t, function(a, b) return a % 100 < b % 100 end)
for i = 2, #t do if t[i - 1] % 100 > t[i] % 100 then ok = false end end
print(ok)
--- sort with an inconsistent order
local t = {} for i = 1, 100 do t[i] = i % 7 end
local ok, e = pcall(table.sort, t, function(a, b) return true end)
print(ok, e)
--- sort with errors in the order
print(pcall(table.sort, {3, 2, 1}, function() error("no order", 0) end))
--- pack and unpack: 5.2+
print(table.unpack({1, 2, 3})) print(table.unpack({1, 2, 3}, 2)) print(table.unpack({1, 2}, 1, 4)) print(table.unpack({1, 2}, 2, 1))
print(table.pack().n, table.pack(nil).n, table.pack(1, nil, 3).n)
print(select("#", table.unpack({}, 1, 5))) print(pcall(function() local x = table.unpack() end)) print(table.unpack({1, 2, 3}, -1, 1))
--- unpack of metamethods: 5.3+
local t = setmetatable({}, {__index = function(_, i) return i * 10 end, __len = function() return 3 end})
print(table.unpack(t)) print(table.concat(t, ",")) print(#t)
local log = {}
local p = setmetatable({}, {__newindex = function(t, k, v) log[#log + 1] = k .. "=" .. tostring(v) rawset(t, k, v) end})
table.insert(p, "a") table.insert(p, 1, "b") print(table.concat(log, " "))
--- move: 5.3+
local t = {1, 2, 3}
print(table.concat(table.move(t, 1, 3, 2), ",")) print(table.concat(table.move({1, 2, 3}, 2, 3, 1), ","))
print(table.concat(table.move({1, 2, 3}, 1, 3, 1, {}), ",")) print(table.concat(table.move({1, 2, 3}, 1, 0, 5), ","))
print(pcall(table.move, {}, 1, math.maxinteger, 2)) print(pcall(table.move, {}, -1, math.maxinteger, 2)) print(pcall(table.move, 1, 2, 3, 4))
--- functions of 5.1: 5.1
print(table.getn({1, 2, 3}), table.maxn({1, 2, [10] = 3, [2.5] = 1}), table.maxn({}))
table.foreach({10}, function(k, v) print(k, v) end)
print(table.foreachi({1, 2, 3}, function(i, v) if i == 2 then return "found" end end))
print(pcall(table.setn, {}, 1)) print(table.unpack, table.pack)
--- functions that a dialect has
local names = {}
for k in pairs(table) do names[#names + 1] = k end
table.sort(names) print(table.concat(names, " "))
--- length of lists
local t = {1, 2, 3} print(#t) t[4] = 4 print(#t) t[4] = nil print(#t) t[#t + 1] = "x" print(#t)
local s = {} for i = 1, 100 do s[i] = i end print(#s) for i = 100, 51, -1 do s[i] = nil end print(#s)
local b = {n = 1} print(#b) b[1] = 1 b[2] = 2 print(#b)
print(#{1, 2, nil}, #{nil}, #{})
--- a border is a border
local function border(t) local n = #t return (n == 0 or t[n] ~= nil) and t[n + 1] == nil end
print(border {1, nil, 3}, border {nil, nil, 3}, border {1, 2, nil, 4}, border {[1] = 1, [2] = 2, [4] = 4})
local t = {} for i = 1, 64 do t[i] = i end for i = 1, 64, 2 do t[i] = nil end print(border(t))
--- next
print(next({})) print(next({10})) print(next({a = 1}))
print(pcall(next, {}, "nokey")) print(pcall(next, {1, 2}, 5))
local t = {1, 2, 3} print(next(t, 1)) print(next(t, 3)) print(rawequal(next, next))
--- clearing fields while traversing
local t = {} for i = 1, 50 do t["k" .. i] = i t[i] = i end
local n = 0
for k in pairs(t) do t[k] = nil n = n + 1 end
print(n, next(t))
--- assigning to fields while traversing
local t = {} for i = 1, 20 do t["k" .. i] = i end
local sum = 0
for k, v in pairs(t) do t[k] = v * 2 sum = sum + v end
print(sum) local s2 = 0 for _, v in pairs(t) do s2 = s2 + v end print(s2)
--- pairs goes through everything once
local t = {1, 2, 3, x = 4, y = 5, [1.5] = 6, [true] = 7}
local n, s = 0, 0 for k, v in pairs(t) do n = n + 1 s = s + v end print(n, s)
--- the array part comes in order
for i, v in pairs({10, 20, 30, 40}) do io.write(i, "=", v, " ") end print()
for i, v in ipairs({10, 20, nil, 40}) do io.write(i, "=", v, " ") end print()
--- pairs returns three values: 5.2+
local t = {} local f, s, c = pairs(t) print(f == next, s == t, c)
local f, s, c = ipairs(t) print(type(f), s == t, c) print(f({5, 6}, 1)) print(f({5, 6}, 2))
--- rawget and rawset and rawequal
local t = setmetatable({}, {__index = function() return 1 end, __newindex = function() end})
print(t.x, rawget(t, "x")) rawset(t, "x", 2) print(t.x) print(rawset(t, "y", 3) == t, rawequal(t, t), rawequal("a", "a"), rawequal(1, 1.0), rawequal(1, "1"))
--- keys of all types
local f, t0, co = print, {}, coroutine.create(function() end)
local t = {[f] = 1, [t0] = 2, [co] = 3, [true] = 4, [false] = 5, [""] = 6, [0] = 7}
print(t[f], t[t0], t[co], t[true], t[false], t[""], t[0])
--- large and sparse indices
local t = {} t[1e6] = 1 t[-5] = 2 t[2 ^ 40] = 3 t[1] = 4
print(t[1e6], t[-5], t[2 ^ 40], #t)
--- a queue
local q = {first = 1, last = 0}
for i = 1, 100 do q.last = q.last + 1 q[q.last] = i end
local s = 0 while q.first <= q.last do s = s + q[q.first] q[q.first] = nil q.first = q.first + 1 end
print(s, q[1], q[100])
--- a matrix
local m = {} for i = 1, 5 do m[i] = {} for j = 1, 5 do m[i][j] = i * j end end
local tr = 0 for i = 1, 5 do tr = tr + m[i][i] end print(tr, #m, #m[1])
--- removing while iterating backwards
local t = {} for i = 1, 10 do t[i] = i end
for i = #t, 1, -1 do if t[i] % 2 == 0 then table.remove(t, i) end end
print(table.concat(t, " "))
--- unpack of long tables
local unpack = unpack or table.unpack
local t = {} for i = 1, 5000 do t[i] = i end
print(select("#", unpack(t)), (select(5000, unpack(t))))
print(#{unpack(t)}, string.char(unpack({72, 105})))
--- tables as objects in sets
local set = {} for _, w in ipairs {"a", "b", "a"} do set[w] = (set[w] or 0) + 1 end print(set.a, set.b, set.c)
--- deep copies
local function copy(t) if type(t) ~= "table" then return t end local r = {} for k, v in pairs(t) do r[copy(k)] = copy(v) end return setmetatable(r, getmetatable(t)) end
local a = {1, {2, {3}}, x = {y = 1}} local b = copy(a) b[2][2][1] = 9 b.x.y = 2
print(a[2][2][1], a.x.y, b[2][2][1], b.x.y)
--- bad arguments of table functions
print(pcall(table.insert)) print(pcall(table.insert, 1, 2)) print(pcall(table.insert, {}, "x", 1)) print(pcall(table.remove)) print(pcall(table.concat))
print(pcall(table.sort)) print(pcall(table.concat, {1}, ",", "x")) print(pcall(table.concat, {1}, ",", 1, 1.5))
--- insertion and removal in the middle
local t = {1.5, "two", 3, true, {}, 6}
table.insert(t, 2, 0.25) table.insert(t, 1, "first") table.insert(t, #t, false) table.insert(t, #t + 1, "last")
local function show(t) local r = {} for i = 1, #t do local v = t[i] r[i] = type(v) == "table" and "table" or tostring(v) end print(#t, table.concat(r, " ")) end
show(t)
print(table.remove(t, 1), table.remove(t, 2), table.remove(t), table.remove(t, #t)) show(t)
while #t > 0 do table.remove(t, 1) end show(t)
local queue = {} for i = 1, 300 do table.insert(queue, 1, i % 3 == 0 and i or "s" .. i) if i % 4 == 0 then table.remove(queue, #queue - 1) end end
print(#queue, queue[1], queue[100], queue[#queue - 1], queue[#queue])
local sparse = {[1] = "a", [2] = "b", [1000000] = "z"} table.insert(sparse, 1, "c") print(sparse[1], sparse[2], sparse[3], sparse[1000000], table.remove(sparse, 1), sparse[2])
local proxied = setmetatable({1, 2, 3}, {__newindex = function(t, k, v) rawset(t, k, v) end}) table.insert(proxied, 1, 0) print(table.concat(proxied, " "), table.remove(proxied, 2))
--- items of a constructor come after its fields
local function p(t) print(t[1], t[2], t[3], t[51], t[52]) end
p{10, [1] = 20} p{[1] = 20, 10} p{10, [2] = 20} p{10, [2] = 20, 30} p{10, [1.0] = 2, [3] = 5, 7}
p{1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10, [1] = "x", "fifty-one", [51] = "y", [2] = "z", [52] = "w"}
p{[2] = "b", (function() return 1, 2, 3 end)()}
print(pcall(function() return {1, [nil] = 2} end)) print(pcall(function() return {1, [0/0] = 2} end))
--- table.concat checks its arguments in the order of each version
print(pcall(table.concat, 'a', print))
print(pcall(table.concat, 'a', {}, {}))
print(pcall(table.concat, {}, {}, {}))
print(pcall(table.concat, {}, '', {}, {}))
print(pcall(table.concat, 'a', '', {}, {}))
