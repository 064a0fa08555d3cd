-- What adapters and tests are made of. The daemon itself calls applications without it.
local shared = require "wsapi"

local M = {}

M.status_codes = shared.status_codes

--- An __index for an environment: what a table or a function does not know is "".
function M.sv_index(source)
  local get = type(source) == "table" and function(name) return source[name] end or source
  return function(env, name)
    local value = get(name) or ""
    rawset(env, name, value)
    return value
  end
end

--- An input that reads from `stream` by its method of that name.
function M.input_maker(stream, method)
  local read = stream[method or "read"]
  local input = {}

  function input:read(count)
    count = count or self.length or 0
    if count > 0 then return read(stream, count) end
    return nil
  end

  return input
end

--- Nothing: streams are of bytes here.
function M.setmode() end

--- The function of an application: itself, run of a table, or that of a module or a file.
function M.normalize_app(app, is_file)
  local kind = type(app)
  if kind == "function" then
    return app
  elseif kind == "table" then
    return app.run
  elseif kind == "string" then
    if is_file then return M.normalize_app(dofile(app)) end
    return M.normalize_app(require(app))
  end
  error("wsapi.common: an application is a function, a table with run, or a name, not a " .. kind)
end

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function page(title, text)
  return "<!DOCTYPE html><html><head><title>" .. title .. "</title></head><body>" .. text .. "</body></html>\n"
end

local function escaped(message)
  return (string.gsub(tostring(message), '[&<>"]', escapes))
end

function M.error_html(message)
  return page("Error", "<p>The application failed:</p><pre>" .. escaped(message) .. "</pre>")
end

M.status_500_html = M.error_html

function M.status_404_html(message)
  return page("Not found", "<p>" .. escaped(message) .. "</p>")
end

function M.status_200_html(message)
  return page("Message", "<p>" .. escaped(message) .. "</p>")
end

--- Writes the pieces of an iterator; an error in it is written after them.
function M.send_content(out, iterator, method)
  local write = out[method or "write"]
  local ok, piece = xpcall(iterator, debug.traceback)
  while ok and piece do
    write(out, piece)
    if out.flush then out:flush() end
    ok, piece = xpcall(iterator, debug.traceback)
  end
  if not ok then
    write(out, "\n<p>The rest of this page failed:</p><pre>" .. escaped(piece) .. "</pre>\n")
  end
end

local function status_text(status)
  local code = tonumber(status)
  local reason = code and M.status_codes[code]
  return reason and string.format("%d %s", code, reason) or tostring(status or "500 Internal Server Error")
end

--- Writes a whole response; with `as_http` it begins with HTTP's status line instead of CGI's header.
function M.send_output(out, status, headers, iterator, method, as_http)
  local write = out[method or "write"]
  write(out, (as_http and "HTTP/1.1 " or "Status: ") .. status_text(status) .. "\r\n")
  for name, value in pairs(headers or {}) do
    for _, each in ipairs(type(value) == "table" and value or { value }) do
      write(out, name .. ": " .. tostring(each) .. "\r\n")
    end
  end
  write(out, "\r\n")
  M.send_content(out, iterator, method)
end

local function once(text)
  return function()
    local piece = text
    text = nil
    return piece
  end
end

local function send_page(out, status, text, method, as_http)
  local headers = { ["Content-Type"] = "text/html", ["Content-Length"] = #text }
  M.send_output(out, status, headers, once(text), method, as_http)
  return status, headers
end

function M.send_error(out, err, message, out_method, err_method, as_http)
  err[err_method or "write"](err, "the application failed: " .. tostring(message) .. "\n")
  return send_page(out, "500 Internal Server Error", M.error_html(message), out_method, as_http)
end

function M.send_404(out, message, method, as_http)
  return send_page(out, "404 Not Found", M.status_404_html(message), method, as_http)
end

--- Calls an application: true and what it returns, or false and a message. error({404, text}) makes env.STATUS 404.
function M.run_app(app, env)
  return xpcall(function()
    return M.normalize_app(app)(env)
  end, function(message)
    if type(message) ~= "table" then
      return debug.traceback(message, 2)
    end
    env.STATUS = message[1]
    return message[2]
  end)
end

--- An environment of a table of streams and variables: input, output, error, env.
function M.wsapi_env(t)
  local env = setmetatable({ error = t.error, input = M.input_maker(t.input, t.read_method) }, { __index = M.sv_index(t.env) })
  env.input.length = tonumber(env.CONTENT_LENGTH) or 0
  env.PATH_INFO = env.PATH_INFO == "" and "/" or env.PATH_INFO
  return env
end

local function chunked(iterator)
  return function()
    local piece = iterator()
    return piece and string.format("%x\r\n%s\r\n", #piece, piece)
  end
end

--- Answers a request with an application; returns the status and the headers.
function M.run(app, t)
  local env = M.wsapi_env(t)
  local ok, status, headers, iterator = M.run_app(app, env)
  if not ok then
    if env.STATUS == 404 then
      return M.send_404(t.output, status, t.write_method, t.http_response)
    end
    return M.send_error(t.output, t.error, status, t.write_method, t.err_method, t.http_response)
  end
  if t.http_response and not headers["Content-Length"] then
    headers["Transfer-Encoding"] = "chunked"
    iterator = chunked(iterator)
  end
  M.send_output(t.output, status, headers, iterator or once(nil), t.write_method, t.http_response)
  return status, headers
end

--- The folder and the file of a path.
function M.splitpath(path)
  return string.match(path, "^(.*)[\\/]([^\\/]*)$")
end

--- A file's name and its suffix, "" for none.
function M.splitext(file)
  local name, suffix = string.match(file, "^(.+)%.([^.]+)$")
  return name or file, suffix or ""
end

--- Folder, file, module, suffix and time of a script; a folder stands for the script of its own name in it.
function M.find_file(path)
  local lfs = require "lfs"
  local mode = assert(lfs.attributes(path, "mode"))
  local folder, file = M.splitpath(path)
  if mode == "directory" then
    folder, file = path, file .. ".lua"
  elseif mode ~= "file" then
    return nil
  end
  local name, suffix = M.splitext(file)
  return folder, file, name, suffix, assert(lfs.attributes(folder .. "/" .. file, "modification"))
end

--- require of a file that need not be on package.path.
function M.require_file(path, module_name)
  package.loaded[module_name] = true
  local module = assert(loadfile(path))(module_name)
  if module then package.loaded[module_name] = module end
  return package.loaded[module_name]
end

--- The function of an application's script, whose folder becomes the current one.
function M.load_wsapi(folder, file, module_name, suffix)
  require("lfs").chdir(folder)
  if suffix == "lua" then
    return M.normalize_app(M.require_file(file, module_name))
  end
  return M.normalize_app(dofile(file))
end

shared.common = M

return M
