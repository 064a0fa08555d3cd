function main(env, con)
  con:puts("Hello World")
end
