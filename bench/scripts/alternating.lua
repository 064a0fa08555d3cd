-- Every other request takes half a second: "sleep" or "compute" is the query.
local sleep = require("luafcgid").sleep
local count = 0

function main(env, con)
  count = count + 1
  if count % 2 == 0 then
    if env.QUERY_STRING == "sleep" then
      sleep(0.5)
    else
      local finish = os.clock() + 0.5
      while os.clock() < finish do
      end
    end
  end
  con:puts("done")
end
