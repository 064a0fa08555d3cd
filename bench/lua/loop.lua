function run()
  local sum = 0
  for i = 1, 20000000 do
    sum = sum + i * 0.5 - 1
  end
  return string.format("%.0f", sum)
end
