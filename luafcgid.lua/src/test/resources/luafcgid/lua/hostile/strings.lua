--- doubled by the operator | 5.1 5.4 | error script:4: string length overflow
local s = 'x'
while true do s = s .. s end

--- doubled and caught | 5.1 5.4 | allocates
while true do pcall(function() local s = 'x' while true do s = s .. s end end) end

--- rep | 5.1 5.4 | error script:3: resulting string too large
return ('x'):rep(1e10)

--- rep with a separator | 5.2 5.4 | error script:3: resulting string too large
return ('x'):rep(1e9, ('y'):rep(1000))

--- rep of rep | 5.1 5.4 | error script:4: resulting string too large
local s = 'x'
while true do s = s:rep(2) end

--- rep of nothing | 5.1 5.4 | loops
while true do (''):rep(1e9) end

--- rep below the limit, for ever | 5.1 5.4 | allocates
while true do local s = ('x'):rep(1000000) end

--- kept in a table | 5.1 5.4 | allocates
local t = {}
while true do t[#t + 1] = ('x'):rep(100000) .. #t end

--- concat | 5.1 5.4 | error script:6: resulting string too large
local t = {}
local s = ('x'):rep(1000000)
for i = 1, 1000 do t[i] = s end
return table.concat(t)

--- concat with a separator | 5.1 5.4 | error script:5: resulting string too large
local t = {}
for i = 1, 100 do t[i] = '' end
return table.concat(t, ('x'):rep(1000000))

--- gsub that multiplies | 5.1 5.4 | error script:4: resulting string too large
local s = ('x'):rep(10000)
return s:gsub('x', s)

--- format of long strings | 5.1 5.4 | error script:4: resulting string too large
local s = ('x'):rep(1000000)
return (('%s'):rep(100)):format((unpack or table.unpack)((function() local t = {} for i = 1, 100 do t[i] = s end return t end)()))

--- format with a width | 5.1 | error script:3: invalid format (width or precision too long) | 5.4 | error script:3: invalid conversion specification: '%99999999d'
return ('%99999999d'):format(1)

--- format with a precision | 5.1 | error script:3: invalid format (width or precision too long) | 5.4 | error script:3: invalid conversion specification: '%.99999999f'
return ('%.99999999f'):format(1)

--- format for ever | 5.1 5.4 | allocates
while true do local s = ('%99d%99.99f'):format(1, 1e300) end

--- q of a long string | 5.1 5.4 | error script:3: resulting string too large
return ('%q'):format(('\0'):rep(40000000))

--- upper and lower for ever | 5.1 5.4 | allocates
local s = ('x'):rep(1000000)
while true do s = s:upper():lower():reverse() end

--- byte of a long string | 5.1 5.4 | error script:3: stack overflow (string slice too long)
return (('x'):rep(20000000)):byte(1, -1)

--- char of many | 5.1 5.4 | allocates
local t = {}
for i = 1, 200 do t[i] = 65 end
while true do local s = string.char((unpack or table.unpack)(t)) end

--- unpack of many | 5.1 5.4 | error script:3: too many results to unpack
return (unpack or table.unpack)({}, 1, 1e8)

--- concat of numbers for ever | 5.1 5.4 | allocates
local n = 0
while true do n = n + 1 local s = n .. ' ' .. n end

--- tostring for ever | 5.1 5.4 | allocates
while true do tostring({}) tostring(1.5) end

--- pack of a string with padding | 5.3 5.4 | error script:4: resulting string too large
local s = ('x'):rep(60000000)
return string.pack('s4s4s4', s, s, s)

--- pack of a fixed size | 5.3 5.4 | error script:3: resulting string too large
return string.pack('c2147483647', 'x')

--- utf8.char of many | 5.3 5.4 | allocates
local t = {}
for i = 1, 200 do t[i] = 0x10FFFF end
while true do local s = utf8.char(table.unpack(t)) end

--- utf8.len for ever | 5.3 5.4 | loops
local s = ('ä'):rep(500000)
while true do utf8.len(s) end

--- utf8.codepoint of a long string | 5.3 5.4 | error script:3: stack overflow (string slice too long)
return utf8.codepoint(('x'):rep(20000000), 1, -1)

--- a number of a million digits | 5.1 5.4 | loops
local s = ('9'):rep(1000000)
while true do tonumber(s) tonumber(s, 36) tonumber('0.' .. s) tonumber('0x' .. s) end

--- date with a long format | 5.1 5.4 | loops
local f = ('%c'):rep(100000)
while true do pcall(os.date, f) end

--- comparison of long strings | 5.1 5.4 | loops
local a, b = ('x'):rep(10000000) .. 'a', ('x'):rep(10000000) .. 'b'
while true do local x = a < b or a == b end

--- long strings as keys | 5.1 5.4 | loops
local t, s = {}, ('x'):rep(1000000)
while true do t[s .. ''] = 1 end

--- error message without end | 5.1 5.4 | error script:3: xxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxx
error(('x'):rep(60000000))

--- keys with the same hash | 5.1 5.4 | loops
local t, n = {}, 0
while true do
  local s = {}
  for bit = 0, 15 do s[#s + 1] = math.floor(n / 2 ^ bit) % 2 == 0 and 'Aa' or 'BB' end
  t[table.concat(s)] = n
  n = (n + 1) % 65536
end
