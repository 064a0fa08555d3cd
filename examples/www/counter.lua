-- A counter that lives in its Lua state, from request to request
local count = 0
local state = tostring({}):match("0?x?(%x+)$") or "?"

function main(env, con)
	count = count + 1
	con:header("Content-Type", "text/html; charset=utf-8")
	con:header("Cache-Control", "no-store")
	con:puts(([[
<!DOCTYPE html>
<title>Counter</title>
<link rel="stylesheet" href="style.css">
<h1>Counter</h1>
<p class="count">%d
<p>This is request %d to the state <code>%s</code>. Reload, and it counts on: the body of a script runs once for each state,
<code>main</code> once for each request, and what the body sets up stays.
<p>Requests at the same time get states of their own, called clones, and each of them has its own count. An idle clone may be
taken down, and editing the script replaces them all. What must not be lost belongs into a file or a database.
]]):format(count, count, state))
end
