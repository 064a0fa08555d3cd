-- Decodes and encodes one document as often as it is told to. The benchmark runs this in a state of the pool, and as a program of
-- C Lua with the document's file for an argument, which obeys one line of its input after the other.
local cjson = require "cjson"
local text, value

function prepare(document)
  text = document
  value = cjson.decode(text)
end

function decode(times)
  for _ = 1, times do
    cjson.decode(text)
  end
end

function encode(times)
  for _ = 1, times do
    cjson.encode(value)
  end
end

local file = ...
if file then
  local input = assert(io.open(file, "rb"))
  prepare(input:read("*a"))
  input:close()
  for line in io.lines() do
    local what, times = line:match("(%a+) (%d+)")
    _G[what](tonumber(times))
    print("done")
    io.stdout:flush()
  end
end
