--- nested lazy repetitions | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):find(('.-'):rep(20) .. 'b')

--- nested greedy repetitions | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):find(('a*'):rep(20) .. 'b')

--- repetitions of classes | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):match(('%w+'):rep(10) .. '%d')

--- repetitions of sets | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):match(('[abc]-'):rep(10) .. 'd')

--- captures | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):match('(.-)(.-)(.-)(.-)(.-)(.-)b')

--- back references | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(2000)):match('(a*)(a*)(a*)%1%2%3b')

--- balanced | 5.1 5.4 | error script:3: pattern too complex
return (('('):rep(20000)):find('%b()')

--- gsub of an expensive pattern | 5.1 5.4 | error script:3: pattern too complex
return (('a'):rep(3000)):gsub('a-a-a-a-b', '')

--- gmatch of an expensive pattern | 5.1 5.4 | error script:3: pattern too complex
for _ in (('a'):rep(3000)):gmatch('.-.-.-.-b') do end

--- expensive, for ever | 5.1 5.4 | loops
local s = ('a'):rep(2000)
while true do pcall(string.find, s, ('.-'):rep(20) .. 'b') end

--- frontier | 5.2 5.4 | error script:3: pattern too complex
return (('a'):rep(3000)):find('.-%f[a].-.-.-.-d')

--- a short subject for ever | 5.1 5.4 | loops
while true do ('aaaaaaaaaaaaaaaaaaaaaaaa'):find('a-a-a-a-a-a-b') end

--- a long pattern | 5.1 5.4 | loops
local p = ('a?'):rep(200) .. ('a'):rep(200)
while true do pcall(string.find, ('a'):rep(200), p) end

--- a pattern of a million items | 5.1 5.4 | loops
local p = ('x?'):rep(1000000)
while true do pcall(string.find, ('x'):rep(1000), p) end

--- too many captures | 5.1 5.4 | error script:3: too many captures
return ('x'):find(('()'):rep(1000))

--- nested captures | 5.1 5.4 | error script:3: too many captures
return ('x'):find(('('):rep(1000) .. (')'):rep(1000))

--- plain search | 5.1 5.4 | loops
local s, p = ('a'):rep(1000000), ('a'):rep(500000) .. 'b'
while true do s:find(p, 1, true) end

--- each letter replaced, for ever | 5.1 5.4 | loops
local s = ('a'):rep(100000)
while true do s:gsub('a', 'b') end
