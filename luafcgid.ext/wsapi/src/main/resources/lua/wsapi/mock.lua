-- Requests for an application without a web server, for its tests.
local common = require "wsapi.common"
local request = require "wsapi.request"
local util = require "wsapi.util"

local M = {}

local variables = {
  GATEWAY_INTERFACE = "CGI/1.1",
  HTTP_ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8",
  HTTP_ACCEPT_LANGUAGE = "en",
  HTTP_HOST = "127.0.0.1:80",
  HTTP_USER_AGENT = "Mozilla/5.0 (compatible; wsapi.mock)",
  REMOTE_ADDR = "127.0.0.1",
  REMOTE_HOST = "localhost",
  SCRIPT_NAME = "wsapi_test",
  SERVER_NAME = "localhost",
  SERVER_PORT = "80",
  SERVER_PROTOCOL = "HTTP/1.1",
  REQUEST_PATH = "/",
}

-- Names of variables in any case.
local any_case = {
  __index = function(env, name)
    return type(name) == "string" and rawget(env, string.upper(name)) or nil
  end,
}

local function make_env(method, path, headers)
  local env = setmetatable({}, any_case)
  for name, value in pairs(variables) do env[name] = value end
  env.REQUEST_METHOD, env.METHOD = method, method
  env.PATH_INFO = path == "" and "/" or path
  for name, value in pairs(headers or {}) do env[name] = value end
  return env
end

local function streams(env, body)
  return {
    env = env,
    input = util.make_io_object(body),
    output = util.make_io_object(),
    error = util.make_io_object(),
  }
end

local function getting(path, params, headers)
  local env = make_env("GET", path, headers)
  env.QUERY_STRING = request.methods.qs_encode(nil, params)
  env.REQUEST_URI = "http://" .. env.HTTP_HOST .. env.PATH_INFO
    .. (env.QUERY_STRING == "" and "" or "?" .. env.QUERY_STRING)
  return streams(env)
end

-- With a content type the parameters are a body already.
local function posting(path, params, headers)
  headers = headers or {}
  local env = make_env("POST", path, headers)
  env.REQUEST_URI = "http://" .. env.HTTP_HOST .. env.PATH_INFO
  env.QUERY_STRING = string.match(path, "?(.+)$")
  local body = params or ""
  if headers["Content-Type"] then
    env.CONTENT_TYPE = headers["Content-Type"]
  elseif not env.CONTENT_TYPE then
    body = request.methods.qs_encode(nil, params)
    env.CONTENT_TYPE = "application/x-www-form-urlencoded"
  end
  env.CONTENT_LENGTH = headers["Content-Length"] or #body
  return streams(env, body)
end

local function answer(app, request_streams)
  local response, output = {}, util.make_io_object()
  local headless = { env = request_streams.env, input = request_streams.input, error = request_streams.error }
  -- What is written before the empty line is in the returned headers.
  local in_body = false
  headless.output = {
    write = function(_, text)
      if in_body then output:write(text) end
      in_body = in_body or text == "\r\n"
    end,
  }
  response.code, response.headers = common.run(app, headless)
  response.body = output:read()
  response.wsapi_errors = request_streams.error:read()
  return response, request_streams.env
end

local function method(make)
  return function(handler, ...)
    return answer(handler.app, make(...))
  end
end

--- What sends requests to the application: get(path, params, headers) and post likewise return the response and the variables.
function M.make_handler(app)
  return { app = app, get = method(getting), post = method(posting) }
end

return M
