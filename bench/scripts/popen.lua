function main(env, con)
  local p = io.popen("sleep 0.5; echo done")
  con:puts(p:read("*a"))
  p:close()
end
