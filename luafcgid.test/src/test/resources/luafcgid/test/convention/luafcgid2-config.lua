-- A configuration as luafcgid2 has them, written anew: settings, and what scripts are told.
WorkerThreads = 4
LuaStates = 1
SessionName = "XLuaSession"
entrypoint = "main"

Config = {
  entrypoint = entrypoint,
  string_example = "Test config string",
  table_example = { "abc", "def", "ghi", number = 42 },
  whole = 7,
  fraction = 7.0,
  code = function() end,
  localhost = { title = "this machine" },
  ["shop.example"] = { title = "The shop" },
}
