--- files left open | 5.1 5.4 | error script:4: data: Too many open files
local all = {}
for i = 1, 1e6 do all[i] = assert(io.open('data')) end

--- files left and forgotten | 5.1 5.4 | error script:3: data: Too many open files
for i = 1, 1e6 do assert(io.open('data')) end

--- lines left open | 5.1 | error script:4: bad argument #1 to 'lines' (data: Too many open files) | 5.4 | error script:4: cannot open file 'data' (Too many open files)
local all = {}
for i = 1, 1e6 do all[i] = io.lines('data') all[i]() end

--- opened and closed for ever | 5.1 5.4 | loops
while true do io.open('data'):close() end

--- written for ever | 5.1 5.4 | loops
local f = io.open('out', 'w')
while true do f:seek('set') f:write(('x'):rep(1000)) end

--- read for ever | 5.1 5.4 | loops
local f = io.open('data')
while true do f:seek('set') f:read('*a') end

--- lines for ever | 5.1 5.4 | loops
while true do for _ in io.lines('data') do end end

--- a file that does not end | 5.1 5.4 | error script:3: resulting string too large
return #io.open('gigabyte'):read('*a')

--- a line that does not end | 5.1 5.4 | error script:3: resulting string too large
return #io.open('gigabyte'):read('*l')

--- a piece of a gigabyte | 5.1 5.4 | error script:3: resulting string too large
return #io.open('gigabyte'):read(1000000000)

--- a number that does not end | 5.1 5.4 | loops
local f = io.open('digits')
while true do f:seek('set') f:read('*n') end

--- print for ever | 5.1 5.4 | loops
while true do print() end

--- programs | 5.1 5.4 | error script:3: sleep 100: Permission denied
assert(io.popen('sleep 100'))

--- names for ever | 5.1 5.4 | loops
while true do pcall(os.rename, 'no', 'nowhere') pcall(os.remove, 'no') end

--- environment for ever | 5.1 5.4 | loops
while true do os.getenv('HOME') end

--- a file loaded for ever | 5.1 5.4 | loops
while true do pcall(dofile, 'module.lua') end
