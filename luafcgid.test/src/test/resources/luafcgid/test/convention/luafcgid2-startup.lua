function greet(whom)
  return "hello " .. whom
end
