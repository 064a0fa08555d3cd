-- Tells for each line of a file, a document in hexadecimal, what cjson makes of it. Runs under C Lua and here.
local cjson = require "cjson"

local function hex(s)
  return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function unhex(s)
  return (s:gsub("%x%x", function(x) return string.char(tonumber(x, 16)) end))
end

-- What lua-cjson 2.1.0 and OpenResty's word differently.
local function reword(message)
  return (tostring(message):gsub("Infinity", "Inf"):gsub("^.-: bad", "bad"))
end

-- LuaJ has none.
local function withoutNegativeZero(v)
  if v == 0 then return 0 end
  if type(v) == "table" then
    for key, value in pairs(v) do v[key] = withoutNegativeZero(value) end
  end
  return v
end

local function dump(v)
  local kind = type(v)
  if v == cjson.null then return "null" end
  if kind == "string" then return '"' .. hex(v) .. '"' end
  if kind == "boolean" then return tostring(v) end
  if kind == "number" then
    if v ~= v then return "nan" end
    if v == 1 / 0 then return "inf" end
    if v == -1 / 0 then return "-inf" end
    return cjson.encode(v)
  end
  local out = {}
  for key, value in pairs(v) do out[#out + 1] = dump(key) .. "=" .. dump(value) end
  table.sort(out)
  return "{" .. table.concat(out, " ") .. "}"
end

local function json(text)
  local ok, value = pcall(cjson.decode, text)
  if not ok then return reword(value) end
  value = withoutNegativeZero(value)
  local shown = dump(value)
  local encoded, back = pcall(cjson.encode, value)
  if not encoded then return shown .. " " .. reword(back) end
  -- Members have another order elsewhere.
  return shown .. " " .. (shown:find("=.*=") and #back or hex(back))
end

local settings = {
  strict = function(on) cjson.decode_invalid_numbers(not on) end,
  precision = function(on) cjson.encode_number_precision(on and 5 or 14) end,
  deep = function(on) cjson.decode_max_depth(on and 3 or 1000) cjson.encode_max_depth(on and 2 or 1000) end,
}

-- Tables with holes: indexes, and after a colon the arguments of encode_sparse_array.
local function sparse(text)
  local indexes, convert, ratio, safe = text:match("(.*):(%a+) (%d+) (%d+)")
  local t = {}
  for index in indexes:gmatch("%d+") do t[tonumber(index)] = 1 end
  cjson.encode_sparse_array(convert == "true", tonumber(ratio), tonumber(safe))
  local ok, result = pcall(cjson.encode, t)
  cjson.encode_sparse_array(false, 2, 10)
  if not ok then return reword(result) end
  return result:find("^%[") and result or #result
end

function run(path)
  local out = {}
  for line in io.lines(path) do
    local kind, rest = line:match("(%a+) (.*)")
    local text = unhex(rest)
    local set = settings[kind]
    if set then set(true) end
    out[#out + 1] = kind == "sparse" and sparse(text) or json(text)
    if set then set(false) end
  end
  return table.concat(out, "\n")
end

function main()
  return run("differential.txt")
end

if ... then
  print(run((...)))
end
