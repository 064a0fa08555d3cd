function main(env, con)
  os.execute("sleep 0.5")
  con:puts("done")
end
