-- The largest singular value of an infinite matrix, from its upper left part.
local function a(i, j)
  local k = i + j - 1
  return 1.0 / (k * (k - 1) * 0.5 + i)
end

local function times(x, y, n)
  for i = 1, n do
    local sum = 0
    for j = 1, n do
      sum = sum + x[j] * a(i, j)
    end
    y[i] = sum
  end
end

local function transposed(x, y, n)
  for i = 1, n do
    local sum = 0
    for j = 1, n do
      sum = sum + x[j] * a(j, i)
    end
    y[i] = sum
  end
end

function run()
  local n = 300
  local u, v, t = {}, {}, {}
  for i = 1, n do
    u[i] = 1
  end
  for _ = 1, 10 do
    times(u, t, n)
    transposed(t, v, n)
    times(v, t, n)
    transposed(t, u, n)
  end
  local uv, vv = 0, 0
  for i = 1, n do
    uv, vv = uv + u[i] * v[i], vv + v[i] * v[i]
  end
  return string.format("%.9f", math.sqrt(uv / vv))
end
