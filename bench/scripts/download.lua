local block = ("x"):rep(10000)
function main(env, con)
  con:header("Content-Type", "text/plain")
  for i = 1, 1000 do con:puts(block) end
end
