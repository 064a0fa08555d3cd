local util = require "wsapi.util"

local M = {}

local methods = {}
methods.__index = methods
M.methods = methods

local EPOCH = 1

-- A name of a header in another spelling is the one that is there.
local function spelling(headers, name)
  if type(name) == "string" then
    local wanted = string.lower(name)
    for each in next, headers do
      if type(each) == "string" and string.lower(each) == wanted then
        return each
      end
    end
  end
  return nil
end

local insensitive = {
  __index = function(headers, name)
    local known = spelling(headers, name)
    return known and rawget(headers, known)
  end,
  __newindex = function(headers, name, value)
    rawset(headers, spelling(headers, name) or name, value)
  end,
}

local function append(body, value)
  if type(value) == "table" then
    for i = 1, #value do append(body, value[i]) end
  elseif value then
    body[#body + 1] = tostring(value)
  end
end

--- Adds to the body; lists of lists too, without what is nil or false.
function methods:write(...)
  for i = 1, select("#", ...) do
    append(self.body, (select(i, ...)))
  end
end

function methods:content_type(kind)
  self.headers["Content-Type"] = kind
end

--- Has mk look for another handler.
function methods:forward(path)
  if path and self.env then
    self.env.PATH_INFO = path
  end
  return "MK_FORWARD"
end

function methods:finish()
  local body, length = self.body, 0
  for i = 1, #body do length = length + #body[i] end
  self.length = length
  self.headers["Content-Length"] = length
  local at = 0
  return self.status, self.headers, function()
    at = at + 1
    return body[at]
  end
end

function methods:redirect(url)
  self.status = 302
  self.headers["Location"] = url
  self.body = {}
  return self:finish()
end

local function date(when)
  return type(when) == "number" and os.date("!%a, %d %b %Y %H:%M:%S GMT", when) or when
end

local function attribute(cookie, name, value)
  if value == nil or value == "" then return cookie end
  value = tostring(value)
  if string.find(value, "[;%c]") then
    error("set_cookie: " .. name .. " '" .. value .. "' holds what ends an attribute", 0)
  end
  return cookie .. "; " .. name .. "=" .. value
end

local function make_cookie(name, value)
  local options = type(value) == "table" and value or { value = value }
  if type(name) ~= "string" or not string.find(name, "^[^%c%s;,=\"]+$") then
    error("set_cookie: the name '" .. tostring(name) .. "' is empty, or holds blanks or one of = ; , \"", 0)
  end
  if options.value == nil then
    error("set_cookie: '" .. name .. "' has no value; delete_cookie deletes it", 0)
  end
  local cookie = name .. "=" .. util.url_encode(tostring(options.value))
  cookie = attribute(cookie, "expires", date(options.expires))
  cookie = attribute(cookie, "Max-Age", options.max_age)
  cookie = attribute(cookie, "path", options.path)
  cookie = attribute(cookie, "domain", options.domain)
  cookie = attribute(cookie, "SameSite", options.samesite)
  return cookie .. (options.secure and "; secure" or "") .. (options.httponly and "; HttpOnly" or "")
end

function methods:set_cookie(name, value)
  local cookie, before = make_cookie(name, value), self.headers["Set-Cookie"]
  if type(before) == "table" then
    before[#before + 1] = cookie
  else
    self.headers["Set-Cookie"] = before and { before, cookie } or cookie
  end
end

function methods:delete_cookie(name, path, domain)
  self:set_cookie(name, { value = "", expires = EPOCH, path = path, domain = domain })
end

function M.new(status, headers, body)
  headers = headers or {}
  if getmetatable(headers) == nil then
    setmetatable(headers, insensitive)
  end
  if not headers["Content-Type"] then
    headers["Content-Type"] = "text/html"
  end
  local response = setmetatable({ status = status or 200, headers = headers, body = {}, length = 0 }, methods)
  response:write(body)
  return response
end

require("wsapi").response = M

return M
