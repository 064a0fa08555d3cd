local util = require "wsapi.util"

local M = {}

local find, gmatch, match = string.find, string.gmatch, string.match
local url_decode, url_encode = util.url_decode, util.url_encode

-- A value that came several times becomes a list; a file is a table as well.
local function insert(fields, name, value, overwrite)
  local before = fields[name]
  if overwrite or before == nil then
    fields[name] = value
  elseif type(before) == "table" and before.contents == nil then
    before[#before + 1] = value
  else
    fields[name] = { before, value }
  end
end

local function parse_query(query, fields, overwrite)
  if query == nil then return end
  if type(query) ~= "string" then
    error("wsapi.request: the query string is a " .. type(query), 0)
  end
  for pair in gmatch(query, "[^&]+") do
    local name, value = match(pair, "^([^=]+)=?(.*)$")
    if name then
      insert(fields, url_decode(name), url_decode(value), overwrite)
    end
  end
end

local bodiless = { GET = true, HEAD = true }

-- An announced length counts; where the web server knows none, it sends no variable.
local function read_body(env)
  local announced = env.CONTENT_LENGTH
  local length = tonumber(announced)
  local body, why
  if length and length > 0 then
    body, why = env.input:read(length)
  elseif announced == "" and not bodiless[env.REQUEST_METHOD] then
    body, why = env.input:read()
  end
  if why then
    error("wsapi.request: " .. tostring(why), 0)
  end
  return body or ""
end

local function parse_post(env, fields, overwrite)
  local content_type = env.CONTENT_TYPE or ""
  local body = read_body(env)
  if find(content_type, "x-www-form-urlencoded", 1, true) then
    parse_query(body, fields, overwrite)
  elseif find(content_type, "multipart/form-data", 1, true) then
    if body ~= "" then
      require("wsapi.multipart").parse(body, content_type, function(name, value)
        insert(fields, name, value, overwrite)
      end)
    end
  elseif body ~= "" or content_type ~= "" then
    fields.post_data = body
  end
end

local function parse_cookies(header)
  local cookies = {}
  for pair in gmatch(header or "", "[^;]+") do
    local name, value = match(pair, "^%s*([^=%s]+)%s*=%s*(.-)%s*$")
    if name and cookies[name] == nil then
      cookies[name] = url_decode(value)
    end
  end
  return cookies
end

local methods = {}
M.methods = methods

-- Besides the methods: link_ROUTE of an application made with mk.
function methods.__index(request, name)
  local method = methods[name]
  local route = method == nil and type(name) == "string" and match(name, "^link_([%w_]+)$")
  if route then
    method = function(self, query, ...)
      return self:route_link(route, query, ...)
    end
    rawset(request, name, method)
  end
  return method
end

local function add_pair(pairs_of, name, value)
  pairs_of[#pairs_of + 1] = url_encode(tostring(name)) .. "=" .. url_encode(tostring(value))
end

-- Names are sorted, so that equal tables make equal links.
local function encode(query)
  local names, encoded = {}, {}
  for name in pairs(query or {}) do
    names[#names + 1] = name
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for _, name in ipairs(names) do
    local value = query[name]
    if type(value) == "table" then
      for _, each in ipairs(value) do add_pair(encoded, name, each) end
    else
      add_pair(encoded, name, value)
    end
  end
  return table.concat(encoded, "&")
end

local function with_query(url, query)
  local encoded = encode(query)
  return encoded == "" and url or url .. "?" .. encoded
end

function methods:qs_encode(query, url)
  return url and with_query(url, query) or encode(query)
end

methods.qd_encode = methods.qs_encode

local function prefix(request)
  return request.mk_app and request.mk_app.prefix or request.script_name
end

function methods:route_link(route, query, ...)
  local builder = self.mk_app and self.mk_app["link_" .. route]
  if not builder then
    error("wsapi.request: the application has no route '" .. route .. "'", 2)
  end
  return with_query(builder(self.mk_app, self.env, ...), query)
end

function methods:link(url, query)
  return with_query(prefix(self) .. url, query)
end

function methods:absolute_link(url, query)
  return with_query(url, query)
end

-- Beside the application's script, not below it.
function methods:static_link(url, query)
  local from = prefix(self)
  if not match(from, "%.%w+$") then
    return self:link(url, query)
  end
  return with_query((match(from, "^(.*)/") or "") .. url, query)
end

function methods:empty(text)
  return not text or type(text) == "string" and match(text, "^%s*$") ~= nil
end

function methods:empty_param(name)
  return self:empty(self.params[name])
end

local function already_parsed()
  return nil, "the body was parsed before"
end

-- What is in both is that of GET, which comes first.
local function fill(params, fields)
  for name, value in pairs(fields) do
    if rawget(params, name) == nil then params[name] = value end
  end
end

local function parse_now(self)
  self.parse_post = already_parsed
  parse_post(self.env, self.POST, self.overwrite)
  fill(self.params, self.POST)
  return self.POST
end

function M.new(env, options)
  options = options or {}
  local request = setmetatable({
    GET = {},
    POST = {},
    params = {},
    method = env.REQUEST_METHOD,
    path_info = env.PATH_INFO,
    query_string = env.QUERY_STRING,
    script_name = env.SCRIPT_NAME,
    doc_root = env.DOCUMENT_ROOT,
    app_path = env.APP_PATH,
    env = env,
    mk_app = options.mk_app,
    overwrite = options.overwrite,
    parse_post = parse_now,
  }, methods)
  parse_query(env.QUERY_STRING, request.GET, options.overwrite)
  fill(request.params, request.GET)
  request.cookies = parse_cookies(env.HTTP_COOKIE)
  if not options.delay_post then
    request:parse_post()
  end
  return request
end

require("wsapi").request = M

return M
