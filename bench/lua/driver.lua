-- Runs a program's run() once for every line on the standard input, and answers with its check value.
dofile(arg[1])
for _ in io.lines() do
  print(run())
  io.flush()
end
