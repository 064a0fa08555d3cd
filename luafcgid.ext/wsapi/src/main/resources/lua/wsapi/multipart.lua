-- Bodies of the type multipart/form-data (RFC 7578).
local find, gmatch, gsub, lower, match, sub = string.find, string.gmatch, string.gsub, string.lower, string.match, string.sub

local M = {}

local function failed(what)
  error("wsapi.request: the multipart body " .. what, 0)
end

local function boundary_of(content_type)
  local at = find(lower(content_type), "boundary%s*=")
  local text = at and match(content_type, "^[^=]*=%s*(.*)$", at)
  local boundary = text and (match(text, '^"([^"]+)"') or match(text, "^([^;%s]+)"))
  if not boundary then
    failed("has no boundary in its type '" .. content_type .. "'")
  end
  return "--" .. boundary
end

-- Ends at a quote that has no backslash before it: paths of old browsers are full of other backslashes.
local function quoted(text, at)
  local stop = find(text, '"', at, true)
  while stop and sub(text, stop - 1, stop - 1) == "\\" do
    stop = find(text, '"', stop + 1, true)
  end
  stop = stop or #text + 1
  local value = gsub(sub(text, at, stop - 1), '\\"', '"')
  value = gsub(value, "%%22", '"')
  return value, stop + 1
end

local function parameters(text)
  local found, at = {}, 1
  while true do
    local _, stop, name = find(text, ";%s*([^%s=;]+)%s*=%s*", at)
    if not stop then return found end
    local value
    if sub(text, stop + 1, stop + 1) == '"' then
      value, at = quoted(text, stop + 2)
    else
      value = match(text, "^[^;%s]*", stop + 1)
      at = stop + 1 + #value
    end
    found[lower(name)] = value
  end
end

local function headers_of(block)
  local headers = {}
  for name, value in gmatch(block, "([^%c%s:]+)%s*:%s*([^\r\n]*)") do
    headers[lower(name)] = value
  end
  return headers
end

-- Some browsers send the whole path.
local function file_name(path)
  return match(path, "([^/\\]+)$")
end

local function part(head, contents)
  local headers = headers_of(head)
  local disposition = parameters(headers["content-disposition"] or "")
  local file = file_name(disposition.filename or "")
  if not file then
    return disposition.name, contents
  end
  headers["content-disposition"] = nil
  headers.name, headers.contents, headers.size = file, contents, #contents
  return disposition.name, headers
end

-- It has no line end before it, unless something precedes it.
local function after_first(body, boundary)
  if sub(body, 1, #boundary) == boundary then
    return #boundary + 1
  end
  local _, stop = find(body, "\r\n" .. boundary, 1, true)
  if not stop then
    failed("does not hold its boundary '" .. boundary .. "'")
  end
  return stop + 1
end

--- Calls field(name, value) for each part. A file is a table of its contents, name, size and headers.
function M.parse(body, content_type, field)
  local boundary = boundary_of(content_type)
  local at = after_first(body, boundary)
  while sub(body, at, at + 1) ~= "--" do
    local _, head_end = find(body, "\r\n\r\n", at, true)
    if not head_end then
      return
    end
    local stop, next_at = find(body, "\r\n" .. boundary, head_end - 1, true)
    if not stop then
      failed("ends before its last boundary")
    end
    local name, value = part(sub(body, at, head_end), sub(body, head_end + 1, stop - 1))
    if name then
      field(name, value)
    end
    at = next_at + 1
  end
end

return M
