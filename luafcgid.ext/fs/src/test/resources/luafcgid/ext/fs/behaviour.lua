-- Runs in C Lua with C's LuaFileSystem and here, each in a folder of its own; what it says has to be the same.
local lfs = require "lfs"
local said = {}

local function say(label, ...)
  local line = {label}
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    if type(value) == "userdata" or type(value) == "table" or type(value) == "function" then value = type(value) end
    line[#line + 1] = tostring(value)
  end
  said[#said + 1] = (table.concat(line, " | "):gsub("\n", "\\n"))
end

-- Without the position, and without the function's name, which depends on how it was called.
local function try(label, f, ...)
  local results = {pcall(f, ...)}
  if not results[1] then
    results[2] = tostring(results[2]):gsub("^[^:]+:%d+: ", ""):gsub(" to '[^']*'", "")
  end
  say(label, unpack(results, 1, 4))
end

local function write(name, text, mode)
  local f = assert(io.open(name, mode or "w"))
  f:write(text)
  f:close()
end

local function names(path)
  local list = {}
  for name in lfs.dir(path) do list[#list + 1] = name end
  table.sort(list)
  return table.concat(list, " ")
end

local home = lfs.currentdir()
write("file", "hello")
write("other", ("x"):rep(10000))

-- Folders.
say("mkdir", lfs.mkdir("d"))
say("mkdir again", lfs.mkdir("d"))
say("mkdir file", lfs.mkdir("file"))
say("mkdir below file", lfs.mkdir("file/d"))
say("mkdir below nothing", lfs.mkdir("nothing/d"))
say("mkdir empty", lfs.mkdir(""))
say("mkdir slash", lfs.mkdir("slash/"))
say("mkdir dot", lfs.mkdir("."))
say("mkdir long", lfs.mkdir(("n"):rep(300)))
say("permissions", lfs.attributes("d", "permissions"))
write("d/inner", "")
say("rmdir full", lfs.rmdir("d"))
say("rmdir file", lfs.rmdir("file"))
say("rmdir nothing", lfs.rmdir("nothing"))
say("rmdir dot", lfs.rmdir("."))
say("rmdir dotdot", lfs.rmdir("d/.."))
say("rmdir below file", lfs.rmdir("file/x"))
say("rmdir", lfs.rmdir("slash"))
say("names", names("."))
say("names d", names("d"))

-- Attributes.
for _, path in ipairs {"file", "d", "nothing", "file/x", "", "d/", "file/", "/dev/null"} do
  for _, name in ipairs {"mode", "size", "nlink", "permissions", "blksize", "uid", "gid", "rdev"} do
    if not (lfs.attributes(path, "mode") == "char device" and name == "rdev") then
      say(path .. " " .. name, lfs.attributes(path, name))
    end
  end
end
say("blocks", lfs.attributes("other", "blocks"))
try("invalid", lfs.attributes, "file", "nonsense")
try("invalid number", lfs.attributes, "file", 5)
try("invalid of nothing", lfs.attributes, "nothing", "nonsense")
try("target", lfs.attributes, "file", "target")
try("no path", lfs.attributes)
try("nil path", lfs.attributes, nil)
try("table path", lfs.attributes, {})
local given = {kept = 1}
say("given", lfs.attributes("file", given) == given, given.kept, given.size, given.mode)
say("boolean", type(lfs.attributes("file", true)))
local keys = {}
for key, value in pairs(lfs.attributes("file")) do keys[#keys + 1] = key .. ":" .. type(value) end
table.sort(keys)
say("keys", table.concat(keys, " "))
say("same", lfs.attributes("file", "ino") == lfs.attributes("d/../file").ino, lfs.attributes(home .. "/file", "dev") == given.dev)
local now = os.time()
for _, name in ipairs {"access", "modification", "change"} do
  local value = lfs.attributes("file", name)
  say(name, value == math.floor(value), math.abs(value - now) < 60)
end

-- Links.
say("symbolic", lfs.link("file", "soft", true))
say("symbolic again", lfs.link("file", "soft", true))
say("dangling", lfs.link("nothing", "dangling", true))
say("loop", lfs.link("loop", "loop", true))
say("folder link", lfs.link("d", "dl", true))
say("below link", lfs.link("../file", "dl/up", 1))
say("hard", lfs.link("file", "hard"))
say("hard again", lfs.link("file", "hard"))
say("hard of nothing", lfs.link("nothing", "hard2"))
say("hard of folder", lfs.link("d", "hard3"))
say("into nothing", lfs.link("file", "nothing/hard"))
say("empty target", lfs.link("", "empty", true))
say("empty name", lfs.link("file", ""))
for _, path in ipairs {"soft", "dangling", "loop", "dl", "dl/", "dl/up", "hard", "file", "nothing", "d"} do
  say(path .. " mode", lfs.attributes(path, "mode"))
  say(path .. " link mode", lfs.symlinkattributes(path, "mode"))
  say(path .. " target", lfs.symlinkattributes(path, "target"))
  local all, message, number = lfs.symlinkattributes(path)
  say(path .. " all", all and all.target, message, number)
end
say("link size", lfs.symlinkattributes("soft", "size"))
say("nlink", lfs.attributes("hard", "nlink"), lfs.attributes("file", "ino") == lfs.attributes("hard", "ino"))
try("link invalid", lfs.symlinkattributes, "soft", "nonsense")
try("link no path", lfs.symlinkattributes)
try("link one argument", lfs.link, "file")
say("rmdir link", lfs.rmdir("dl"))
say("mkdir dangling", lfs.mkdir("dangling"))
say("remove link", os.remove("soft"), io.open("file"):read("*a"))

-- Times.
say("touch", lfs.touch("file", 1000, 2000))
say("times", lfs.attributes("file", "access"), lfs.attributes("file", "modification"))
say("touch one", lfs.touch("file", 3000.7))
say("times", lfs.attributes("file", "access"), lfs.attributes("file", "modification"))
say("touch before 1970", lfs.touch("file", -5))
say("times", lfs.attributes("file", "access"), lfs.attributes("file", "modification"))
say("touch far", lfs.touch("file", 2 ^ 33))
say("times", lfs.attributes("file", "access"), lfs.attributes("file", "modification"))
say("touch folder", lfs.touch("d", 77))
say("times", lfs.attributes("d", "access"), lfs.attributes("d", "modification"))
say("touch now", lfs.touch("file"), os.time() - lfs.attributes("file", "modification") < 60)
say("touch nothing", lfs.touch("nothing"))
say("touch dangling", lfs.touch("dangling"))
try("touch text", lfs.touch, "file", "x")
try("touch no path", lfs.touch)

-- The working directory.
say("chdir", lfs.chdir("d"))
say("currentdir", lfs.currentdir() == home .. "/d", io.open("inner"):close(), lfs.attributes("../file", "mode"))
say("chdir nothing", lfs.chdir("nothing"))
say("chdir file", lfs.chdir("../file"))
say("chdir empty", lfs.chdir(""))
say("still", lfs.currentdir() == home .. "/d")
say("back", lfs.chdir(".."), lfs.currentdir() == home)
say("through link", lfs.chdir("dl"), lfs.currentdir() == home .. "/d", lfs.chdir(home))
try("chdir no path", lfs.chdir)

-- Iterators.
try("dir nothing", lfs.dir, "nothing")
try("dir file", lfs.dir, "file")
try("dir empty", lfs.dir, "")
try("dir no path", lfs.dir)
say("dir results", select("#", lfs.dir("d")))
local iterator, directory = lfs.dir("d")
say("types", type(iterator), type(directory))
local list = {iterator(directory), directory:next(), directory:next(), directory:next()}
table.sort(list)
say("listed", table.concat(list, " "))
say("end", directory:next())
try("after the end", iterator, directory)
iterator, directory = lfs.dir("d")
say("close", directory:close())
say("close again", directory:close())
try("after close", directory.next, directory)
try("next of file", iterator, io.stdout)
try("next of nothing", iterator)
lfs.mkdir("many")
for i = 1, 700 do write("many/" .. i, "") end
local count = 0
for name in lfs.dir("many") do
  count = count + 1
  if name ~= "." and name ~= ".." then os.remove("many/" .. name) end
end
say("many", count, names("many"))
for name in lfs.dir("many") do break end

-- Locks and modes of open files.
local f = io.open("file", "r+")
say("lock w", lfs.lock(f, "w"))
say("lock again", lfs.lock(f, "r", 2, 3))
say("lock write", lfs.lock(f, "write", 10, 5))
say("lock upgrade", lfs.lock(f, "w"))
say("unlock part", lfs.unlock(f, 1, 1))
say("unlock", lfs.unlock(f))
say("unlock nothing", lfs.unlock(f, 5, 6))
say("lock before", lfs.lock(f, "w", 5, -5))
say("lock negative", lfs.lock(f, "w", -1))
try("lock mode", lfs.lock, f, "x")
try("lock no mode", lfs.lock, f)
try("lock no file", lfs.lock)
try("lock text", lfs.lock, "file", "r")
try("lock start", lfs.lock, f, "r", "x")
say("setmode", lfs.setmode(f, "binary"))
say("setmode text", lfs.setmode(f, "text"))
try("setmode other", lfs.setmode, f, "other")
try("setmode none", lfs.setmode, f)
f:close()
try("setmode closed", lfs.setmode, f, "text")
try("lock closed", lfs.lock, f, "w")
try("unlock closed", lfs.unlock, f)
local reader = io.open("file")
say("lock r of reader", lfs.lock(reader, "r"))
say("lock w of reader", lfs.lock(reader, "w"))
local writer = io.open("other", "a")
say("lock r of writer", lfs.lock(writer, "r"))
say("lock w of writer", lfs.lock(writer, "w"))
local both = io.open("other", "a+")
reader:close()
writer:close()
say("lock both", lfs.lock(both, "w"), lfs.lock(both, "r"), lfs.unlock(both))

-- Locks of folders.
local lock = lfs.lock_dir("d")
say("lock_dir", type(lock), lfs.symlinkattributes("d/lockfile.lfs", "target"))
say("lock_dir again", lfs.lock_dir("d"))
say("free", lock:free())
say("free again", lock:free())
say("freed", lfs.symlinkattributes("d/lockfile.lfs", "mode"))
say("lock_dir nothing", lfs.lock_dir("nothing"))
try("lock_dir no path", lfs.lock_dir)
lock = lfs.lock_dir("d", 10)
say("lock_dir seconds", type(lock), lfs.lock_dir("d", 100))
lock:free()

return table.concat(said, "\n")
