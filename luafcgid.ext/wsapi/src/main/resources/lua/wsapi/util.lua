local M = {}

local byte, char, find, format, gsub, sub = string.byte, string.char, string.find, string.format, string.gsub, string.sub

local function escaped(c)
  return format("%%%02X", byte(c))
end

local function unescaped(digits)
  return char(tonumber(digits, 16))
end

--- As browsers send forms: a space becomes "+", a line end CR LF.
function M.url_encode(text)
  if not text then return nil end
  local encoded = gsub(text, "\n", "\r\n")
  encoded = gsub(encoded, "[^%w ]", escaped)
  encoded = gsub(encoded, " ", "+")
  return encoded
end

--- Undoes url_encode; a line end becomes LF.
function M.url_decode(text)
  if not text then return nil end
  local decoded = gsub(text, "%+", " ")
  decoded = gsub(decoded, "%%(%x%x)", unescaped)
  decoded = gsub(decoded, "\r\n", "\n")
  return decoded
end

function M.sanitize(text)
  local safe = gsub(text, ">", "&gt;")
  safe = gsub(safe, "<", "&lt;")
  return safe
end

--- The text itself, or nil when it is nil or empty.
function M.not_empty(text)
  if text and text ~= "" then return text end
  return nil
end

--- An environment whose input can be read again after input:rewind().
function M.make_rewindable(env)
  local seen, at = "", 1

  local input = { length = env.input.length }

  function input:read(count)
    local left = #seen - at + 1
    if not count or left < count then
      local more = count and env.input:read(count - left) or not count and env.input:read()
      seen = seen .. (more or "")
    end
    local piece = sub(seen, at, count and at + count - 1 or -1)
    at = at + #piece
    if piece == "" then return nil end
    return piece
  end

  function input:rewind()
    at = 1
  end

  return setmetatable({ input = input }, { __index = env, __newindex = env })
end

local function long_option(options, text)
  local equals = find(text, "=", 1, true)
  if equals then
    options[sub(text, 3, equals - 1)] = sub(text, equals + 1)
  else
    options[sub(text, 3)] = true
  end
end

-- Returns whether the next argument was the value of one.
local function short_options(options, text, following, valued)
  for at = 2, #text do
    local letter = sub(text, at, at)
    if not find(valued, letter, 1, true) then
      options[letter] = true
    elseif at < #text then
      options[letter] = sub(text, at + 1)
      return false
    else
      options[letter] = following
      return true
    end
  end
  return false
end

--- Options of a command line, and what else there is of it. `valued` holds the letters that are followed by a value.
function M.getopt(arg, valued)
  local options, others = {}, {}
  local at = 1
  while at <= #arg do
    local text = arg[at]
    if sub(text, 1, 2) == "--" then
      long_option(options, text)
    elseif sub(text, 1, 1) ~= "-" then
      others[#others + 1] = text
    elseif short_options(options, text, arg[at + 1], valued or "") then
      at = at + 1
    end
    at = at + 1
  end
  return options, others
end

--- loadfile with the globals that the chunk is to see.
function M.loadfile(name, env)
  if not setfenv then
    return loadfile(name, "bt", env)
  end
  local chunk, message = loadfile(name)
  if not chunk then return nil, message end
  return setfenv(chunk, env)
end

--- A stream in memory.
function M.make_io_object(content)
  local stream = {}
  local text, at = content or "", 1

  function stream:write(...)
    for i = 1, select("#", ...) do
      text = text .. tostring((select(i, ...)))
    end
    return true
  end

  function stream:read(count)
    if at > #text then return nil end
    local piece = sub(text, at, count and at + count - 1 or -1)
    at = at + #piece
    return piece
  end

  function stream:clear()
    text, at = "", 1
  end

  --- Has it be read from the beginning.
  function stream:reset()
    at = 1
  end

  return stream
end

local function make_env(method, body, content_type, query)
  local messages = {}
  return {
    REQUEST_METHOD = method,
    QUERY_STRING = query or "",
    CONTENT_LENGTH = #body,
    CONTENT_TYPE = content_type or "x-www-form-urlencoded",
    PATH_INFO = "/",
    SCRIPT_NAME = "",
    input = M.make_io_object(body),
    error = {
      messages = messages,
      write = function(_, message)
        messages[#messages + 1] = message
      end,
    },
  }
end

--- An environment to test with.
function M.make_env_get(query)
  return make_env("GET", "", nil, query)
end

function M.make_env_post(body, content_type, query)
  return make_env("POST", body or "", content_type, query)
end

require("wsapi").util = M

return M
