-- What launchers of applications call: the daemon calls the application for each request.
local shared = require "wsapi"

local M = {}

function M.run(app)
  local kind = type(app)
  if kind ~= "function" and kind ~= "table" then
    error("wsapi: run(app): the application is a function or a table that has run(env), not a " .. kind, 2)
  end
  shared.launched = app
end

return M
