#!/usr/bin/env wsapi.cgi

local orbit = require "orbit"
local cache = require "orbit.cache"
local luasql = require "luasql.sqlite3"

module("guestbook", package.seeall, orbit.new)

local database = luasql.sqlite3():connect(real_path .. "/guestbook.db")
assert(database:execute("create table if not exists entry (name text, words text)"))

local cached = cache.new(guestbook, real_path .. "/pages")
local calls = 0

local function entries()
  local list = {}
  local cursor = assert(database:execute("select name, words from entry order by rowid"))
  local entry = cursor:fetch({}, "a")
  while entry do
    list[#list + 1] = entry
    entry = cursor:fetch({}, "a")
  end
  return list
end

function index(web)
  return render_index(web, entries())
end

function say(web, name)
  return render_layout(p.hello((web.input.greeting or "Hello ") .. name .. "!"))
end

function sign(web)
  local name, words = web.input.name, web.input.words
  if web:empty(name) then
    web.status = "400 Bad Request"
    return render_layout("Who are you?")
  end
  assert(database:execute(("insert into entry values ('%s', '%s')"):format(database:escape(name), database:escape(words))))
  web:set_cookie("name", name)
  web:set_cookie("seen", { value = 1, path = "/", expires = 86400 })
  return web:redirect(web:link("/", { signed = "yes" }))
end

function forget(web)
  web:delete_cookie("name", "/")
  web:content_type("text/plain")
  return "Good bye, " .. (web.cookies.name or "stranger")
end

function upload(web)
  local file = web.input.file
  return file.name .. " " .. #file.contents .. " " .. file["content-type"] .. " " .. table.concat(web.POST.tag, ",")
end

function counted(web)
  calls = calls + 1
  return "called " .. calls
end

function origin(web)
  web.headers["X-Origin"] = debug.getinfo(require("wsapi.request").new, "S").short_src
  return tostring(web.real_path == web.vars.APP_PATH)
end

function broken(web)
  error("broken on purpose")
end

function declined(web)
  return reparse
end

local function api(env, number)
  return 201, { ["Content-Type"] = "application/json" }, coroutine.wrap(function()
    coroutine.yield('{"number":')
    coroutine.yield(number .. "}")
  end)
end

guestbook:dispatch_get(index, "/", "/index")
guestbook:dispatch_get(say, "/say/(%a+)")
guestbook:dispatch_post(sign, "/sign")
guestbook:dispatch_get(forget, "/forget")
guestbook:dispatch_post(upload, "/upload")
guestbook:dispatch_get(cached(counted), "/counted")
guestbook:dispatch_get(origin, "/origin")
guestbook:dispatch_get(broken, "/broken")
guestbook:dispatch_get(declined, "/twice")
guestbook:dispatch_get(say, "/(twice)")
guestbook:dispatch_static("/style%.css")
guestbook:dispatch_wsapi(api, "/api/(%d+)")

function render_layout(inner)
  return html{ head{ title"Guests" }, body{ inner } }
end

function render_index(web, list)
  local items = {}
  for i, entry in ipairs(list) do
    items[i] = li{ class = "entry", b(entry.name), ": ", web:sanitize(entry.words) }
  end
  return render_layout(ul(items) .. a{ href = web:static_link("/style.css"), "style" })
end

orbit.htmlify(guestbook, "render_.+", "say")
