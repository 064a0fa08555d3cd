-- Two million switches to a coroutine and back.
local yield = coroutine.yield

function run()
  local co = coroutine.wrap(function()
    local i = 0
    while true do
      i = i + 1
      yield(i)
    end
  end)
  local sum = 0
  for _ = 1, 2000000 do
    sum = sum + co()
  end
  return string.format("%.0f", sum)
end
