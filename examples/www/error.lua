-- Fails a few calls deep, to show the page that development gets
local function price(item)
	return item.price * item.amount
end

local function total(items)
	local sum = 0
	for _, item in ipairs(items) do
		sum = sum + price(item)
	end
	return sum
end

function main(env, con)
	con:puts("The total is " .. total({ { price = 3, amount = 2 }, { price = 5 } }))
end
