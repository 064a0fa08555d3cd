-- Objects, inheritance and closures: 10 million updates of fields.
local Point = {}
Point.__index = Point

function Point.new(x, y)
  return setmetatable({x = x, y = y, moves = 0}, Point)
end

function Point:move(dx, dy)
  self.x = self.x + dx
  self.y = self.y + dy
end

local Counted = setmetatable({}, {__index = Point})
Counted.__index = Counted

function Counted.new(x, y)
  return setmetatable(Point.new(x, y), Counted)
end

function Counted:tick()
  self.moves = self.moves + 1
end

local function counter()
  local n = 0
  return function(by)
    n = n + by
    return n
  end
end

function run()
  local p, q, count = Point.new(0, 0), Counted.new(1, 1), counter()
  for i = 1, 2000000 do
    p:move(1, 0.5)
    q:move(0.25, i % 3)
    q:tick()
    count(2)
  end
  return string.format("%.1f %.1f %.2f %d %d %d", p.x, p.y, q.x, q.y, q.moves, count(0))
end
