--- dates in UTC
print(os.date("!%Y-%m-%d %H:%M:%S", 0), os.date("!%c", 0), os.date("!%x %X %p", 3600), os.date("!%A %B %a %b %d %j %U %w %y %Z", 86400 * 200), os.date("!%%", 0), os.date("!%D %F %T %R", 1e9)) 
--- dates as tables
local t = os.date("!*t", 86400) print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) local t = os.date("*t", 0) print(t.year, t.hour)
--- dates with bad formats: 5.2+
print(pcall(os.date, "%Ez", 0)) print(pcall(os.date, "%Q", 0)) print(pcall(os.date, "%", 0))
--- times
print(os.time {year = 2000, month = 1, day = 1, hour = 0}, os.time {year = 2000, month = 1, day = 1}, os.time {year = 1970, month = 1, day = 1, hour = 0, min = 0, sec = 1}, os.time {year = 2024, month = 14, day = -3, hour = 50}) print(pcall(os.time, {year = 2000})) print(pcall(os.time, {year = 2000, month = "x", day = 1})) print(type(os.time()), os.time {year = "2000", month = "1", day = "1", hour = "0"})
--- times normalise their table: 5.3+
local t = {year = 2024, month = 13, day = 32, hour = 25} print(os.time(t), t.year, t.month, t.day, t.hour, t.yday, t.wday, t.isdst) print(pcall(os.time, {year = 2000, month = 1.5, day = 1})) print(pcall(os.time, {year = 1e100, month = 1, day = 1}))
--- differences of times
print(os.difftime(10, 5), os.difftime(5, 10), type(os.clock()), os.clock() >= 0) 
--- difftime with one argument: 5.2
print(pcall(os.difftime, 5)) 
--- environment variables
print(os.getenv "LUAFCGID_SURELY_NOT_SET", type(os.getenv "PATH")) print(pcall(os.getenv))
--- locales
print(os.setlocale(), os.setlocale("C"), os.setlocale(nil, "numeric"), os.setlocale("no_SUCH"), os.setlocale("C", "all")) print(pcall(os.setlocale, "C", "bad"))
--- files that are removed and renamed
local f = io.open("a.txt", "w") f:write "x" f:close() print(os.rename("a.txt", "b.txt"), io.open("a.txt"), os.remove("b.txt")) print(os.remove("b.txt")) print(os.rename("no1", "no2")) local n = os.tmpname() print(type(n), os.remove(n))
--- writing and reading
local f = assert(io.open("t.txt", "w")) print(f:write("line1\n", 2, " ", 3.5, "\nlast") == f) print(f:close()) print(pcall(f.write, f, "x"))
for l in io.lines("t.txt") do io.write("[", l, "]") end print()
local f = io.open("t.txt") print(f:read()) print(f:read("*n")) print(f:read("*n")) print(f:read("*l")) print(f:read("*a")) print(f:read("*l")) print(f:read("*a")) print(f:read(0)) f:close()
--- writing and reading from 5.2: 5.2+
local f = io.open("t.txt", "w") print(f:write("a\n") == f) f:write("b\nc") f:close() local f = io.open("t.txt") print(f:read("*L")) print(f:read("*L", "*L")) f:close() for a in io.lines("t.txt", 1) do io.write(a:gsub("\n", "."), " ") end print() for a, b in io.lines("t.txt", 1, "*L") do io.write(a, b or "-") end print()
--- formats without a star: 5.3+
local f = io.open("t.txt", "w") f:write("12 0x1F -3.5e2 x\nrest") f:close() local f = io.open("t.txt") print(f:read("n", "n", "n", "n")) f:close() local f = io.open("t.txt") print(f:read("l")) print(f:read("a")) f:close()
--- reading numbers
local f = io.open("t.txt", "w") f:write("1 2.5 -3 +4 .5 1e3 0x10\nabc 7") f:close() local f = io.open("t.txt") print(f:read("*n", "*n", "*n", "*n", "*n", "*n")) f:close()
--- reading counts
local f = io.open("t.txt", "w") f:write("abcdef") f:close() local f = io.open("t.txt") print(f:read(2), f:read(0), f:read(3), f:read(10), f:read(1), f:read(0)) f:close()
--- seeking
local f = io.open("t.txt", "w+") f:write("0123456789") print(f:seek(), f:seek("set", 3), f:read(2), f:seek("cur"), f:seek("cur", -1), f:read(1), f:seek("end"), f:seek("end", -2), f:read("*a")) print(f:seek("set", -1)) print(pcall(f.seek, f, "bad")) f:close()
--- updating
local f = io.open("t.txt", "w") f:write("hello world") f:close() local f = io.open("t.txt", "r+") f:seek("set", 6) f:write("WORLD") f:seek("set", 0) print(f:read("*a")) f:close() local f = io.open("t.txt", "a+") f:write("!") f:seek("set") print(f:read("*a")) f:close()
--- appending
local f = io.open("t.txt", "w") f:write("a") f:close() local f = io.open("t.txt", "a") f:write("b") f:close() print(io.open("t.txt"):read("*a"))
--- buffers
local f = io.open("t.txt", "w") print(f:setvbuf("full", 1024), f:setvbuf("no"), f:setvbuf("line"), f:flush() == f or f:flush()) f:write("x") f:close() print(pcall(f.setvbuf, f, "x"))
--- types of files
local f = io.open("t.txt", "w") print(io.type(f), (tostring(f):gsub("0x%x+", "X"))) f:close() print(io.type(f), tostring(f), io.type(5), io.type({}))
--- default files
local f = io.open("t.txt", "w") local old = io.output() io.output(f) io.write("to file") io.close() io.output(old) print(io.input("t.txt") ~= nil, io.read("*a")) io.close(io.input()) print(pcall(io.read))
--- lines end with the file
local f = io.open("t.txt", "w") f:write("a\n\nb") f:close() local n = 0 for l in io.lines("t.txt") do n = n + 1 io.write("<", l, ">") end print(n) local f = io.open("t.txt") for l in f:lines() do io.write(l, ";") end print(io.type(f)) f:close() print(pcall(io.lines, "nofile.txt"))
--- lines of a closed file
local f = io.open("t.txt", "w") f:write("a\nb") f:close() local f = io.open("t.txt") local it = f:lines() it() f:close() print(pcall(it))
--- errors of files
print(io.open("nodir/x", "w")) print(io.open("nofile")) print(pcall(io.open, "x", "rz")) print(pcall(io.open, {})) print(pcall(io.lines, {})) print(pcall(io.input, "nofile")) print(pcall(io.close)) 
--- bad formats
local f = io.open("t.txt", "w+") print(pcall(f.read, f, "*x")) print(pcall(f.read, f, "bad")) print(pcall(f.read, f, {})) print(pcall(f.write, f, {})) print(pcall(f.write, f, nil)) f:close()
--- writing to a file that is read only
local f = io.open("t.txt", "w") f:close() local f = io.open("t.txt") print(f:write("x")) f:close() local f = io.open("t.txt", "w") print(f:read("*a")) f:close()
--- shells
print((os.execute("exit 0"))) print(type(os.execute())) local p = io.popen("echo one; echo two") for l in p:lines() do io.write(l, ";") end print() p:close() local p = io.popen("cat > t.out", "w") p:write("piped") p:close() print(io.open("t.out"):read("*a")) print(pcall(io.popen, "x", "bad"))
--- results of shells: 5.2+
print(os.execute("exit 5")) print(os.execute("kill -9 $$")) print(io.popen("exit 3"):close()) print(io.popen("true"):close())
--- temporary files
local f = io.tmpfile() f:write("tmp") f:seek("set") print(f:read("*a"), io.type(f)) f:close()
--- standard files
print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr), io.stdout == io.output(), io.write("") == io.stdout)
--- reading from an empty standard input
print(io.read()) print(io.read("*a")) print(io.read("*l"))
--- exit
print "before" os.exit(0) print "never"
--- large files
local f = io.open("t.txt", "w") for i = 1, 5000 do f:write("line ", i, "\n") end f:close() local n, s = 0, 0 for l in io.lines("t.txt") do n = n + 1 s = s + #l end print(n, s) local f = io.open("t.txt") print(#f:read("*a"), f:seek("end")) f:close()
--- binary data
local s = {} for i = 0, 255 do s[#s + 1] = string.char(i) end s = table.concat(s) local f = io.open("t.bin", "wb") f:write(s) f:close() local f = io.open("t.bin", "rb") print(f:read("*a") == s) f:close()
--- line ends are kept
local f = io.open("t.txt", "wb") f:write("a\r\nb\rc\n") f:close() for l in io.lines("t.txt") do io.write((l:gsub("\r", "R")), ";") end print()
--- results of flush, setvbuf and seek
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
print(f:flush() == f, f:flush() == true, io.flush() == io.stdout, io.flush() == true)
print(f:setvbuf("no"), f:seek("set"), io.type(f))
--- modes of files and programs
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
p(io.popen, "x", "bad")
p(io.popen, "x", "r+")
p(io.open, "x.txt", "rbb")
p(io.open, "x.txt", "r+b")
p(io.open, "x.txt", "rb+")
p(io.open, "x.txt", "")
--- file methods check their arguments
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
p(f.seek, f, "set", 1.5) p(f.seek, f, "set", "x") p(f.seek, f, {}) p(f.seek)
p(f.setvbuf, f) p(f.setvbuf, f, {}) p(f.setvbuf, f, "x") p(f.setvbuf, f, "full", {})
p(f.read, f, 1.5) p(f.read, f, -1 == 1) p(f.read, f, "") p(f.read, f, "*") p(f.read, f, "*L") p(f.read,f,"5")
p(f.lines, f, "*x") p(f.lines, 5) p(f.read, 5) p(f.write, nil) p(f.read)
p(function() for l in f:lines("*x") do end end)
p(function() return f:read("*x") end)
p(function() return f:seek("bad") end)
p(function() return f.seek("bad") end)
p(function() return io.read("*x") end)
p(function() return io.write({}) end)
p(function() return f:write({}) end)
print(select("#", io.lines("x.txt")))
--- metatables of files
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
local m = getmetatable(f) local k = {} for n in pairs(m) do k[#k+1] = tostring(n) end table.sort(k) print(table.concat(k, " "))
p(io.type)
--- io functions check their arguments
local function p(...) print(pcall(...)) end
p(io.lines, {}) p(io.input, {}) p(io.input, "/none") p(io.output, "/none/x") p(io.lines, "/none") p(io.close, {}) p(io.close, nil)
f:close()
--- closed files
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
p(f.read, f) p(f.lines, f) p(f.close, f) p(io.close, f) print(tostring(f)) p(io.input, f)
local f = io.open("x.txt", "w") f:write("a\n1 0x10 1e2 zz\n\nb") f:close()
--- formats of lines
local function p(...) print(pcall(...)) end
for l in io.lines("x.txt", "*L") do io.write("[", l, "]") end print()
for l in io.lines("x.txt", 2) do io.write("[", l, "]") end print()
local f = io.open("x.txt") for l, n, m in f:lines("*l", "*n", "*n") do print(l, n, m) break end f:close()
p(function() for l in f:lines() do end end)
local it = io.lines("x.txt") for i = 1, 4 do it() end p(it) p(it)
--- closed default files
local function p(...) print(pcall(...)) end
io.open("x.txt", "w"):close()
io.input("x.txt") io.close(io.input()) p(io.read) p(io.lines) p(io.close)
p(io.input)
--- programs give their status
local function p(...) print(pcall(...)) end
local p1 = io.popen("cat >/dev/null; exit 3", "w") print(p1:close()) print(io.popen("exit 0"):close()) print(io.popen("kill -9 $$"):close())
--- io.lines with formats that are none
local function p(...) print(pcall(...)) end
io.open("x.txt", "w"):close()
p(io.lines, "x.txt", "x") p(function() for l in io.lines("x.txt", "x") do end end)
p(io.tmpfile) 
--- output to a closed file
local function p(...) print(pcall(...)) end
io.output():write("x\n")
local o = io.output() io.output("x.txt") io.close() p(io.write, "x") p(io.close) p(io.flush) io.output(o)
--- operations on files
local function p(...) print(pcall(...)) end
local f = io.open("x.txt", "w+")
print(f ~= f, f == f) p(function() return f < f end) p(function() return f.x end) p(function() return f.x.y end) p(function() f.x = 1 end) p(function() return #f end) p(function() return f() end) p(function() return f .. "x" end) 
--- dumped functions behind a line for the shell
local f = io.open("x.txt", "wb") f:write("#!/bin/lua\n", string.dump(function() return 20, "\1" end)) f:close()
print(assert(loadfile("x.txt"))())
f = io.open("x.txt", "wb") f:write("#no end") f:close()
print(loadfile("x.txt")())
--- dumped functions behind a line for the shell, by mode: 5.2 5.3 5.4
local f = io.open("x.txt", "wb") f:write("#\n", string.dump(function() return 20 end)) f:close()
print(loadfile("x.txt", "t")) print(loadfile("x.txt", "b")())
--- too many formats for io.lines
local function p(...) print((select(2, pcall(...)))) end
io.open("x.txt", "w"):close()
local function many(n) local t = {} for i = 1, n do t[i] = 1 end return (unpack or table.unpack)(t) end
for _, n in ipairs {17, 18, 250, 251} do local ok, e = pcall(io.lines, "x.txt", many(n)) print(n, ok, not ok and e) end
local f = io.open("x.txt")
for _, n in ipairs {17, 18, 250, 251} do local ok, e = pcall(f.lines, f, many(n)) print(n, ok, not ok and e) end
f:close()
--- forgotten files are closed
io.open("x.txt", "w"):close()
for i = 1, 400 do assert(io.open("x.txt")) end print "all opened"
--- lines outlive collections
local weak = setmetatable({}, {__mode = "k"})
local f = io.open("t.txt", "w")
for i = 1, 400 do f:write(i, ("x"):rep(100), "\n") end
f:close()
local n = 0
for line in io.lines("t.txt") do
  n = n + 1
  if n % 100 == 50 then
    collectgarbage()
    for i = 1, 100 do io.open("t.txt"):close() end
  end
end
print(n)
