--- rounding
print(math.floor(2.5), math.ceil(2.5), math.floor(-2.5), math.ceil(-2.5), math.floor(3), math.abs(-4), math.abs(-4.5))
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(5.5, 2)) print(math.modf(3.7)) print(math.modf(-3.7)) print(math.modf(5)) print(math.modf(math.huge))
--- fmod by zero
print(pcall(math.fmod, 1, 0)) local x = math.fmod(1, 0.0) print(x ~= x)
--- roots and powers
print(math.sqrt(16), math.sqrt(2), math.exp(0), math.exp(1), math.pi, math.huge, -math.huge)
print(math.sin(0), math.cos(0), math.tan(0), math.asin(1), math.acos(1), math.atan(1))
print(math.log(1), math.log(math.exp(2)), math.log(0), math.deg(math.pi), math.rad(180))
--- logarithms with a base: 5.2+
print(math.log(8, 2), math.log(100, 10), math.log(27, 3), math.log(1024, 2), math.log(2, 4))
--- functions of 5.1 and 5.2: 5.1-5.2
print(math.log10(1000), math.pow(2, 10), math.sinh(0), math.cosh(0), math.tanh(0), math.frexp(8)) print(math.ldexp(0.5, 4), math.atan2(1, 1))
--- compatibility functions of 5.3: 5.3
print(math.pow, math.log10, math.cosh, math.ldexp, math.frexp, math.atan2) if math.pow then print(math.pow(2, 3), math.ldexp(1, 3)) end
--- atan with two arguments: 5.3+
print(math.atan(1, 1), math.atan(1, -1), math.atan(0, -1), math.atan(1))
--- min and max
print(math.min(3, 1, 2), math.max(3, 1, 2), math.min(1), math.max(-1, -2), math.max(1.5, 2))
print(pcall(math.min)) print(pcall(math.max, "x")) print(pcall(math.max, 1, {}))
--- integers: 5.3+
print(math.type(1), math.type(1.5), math.type("1"), pcall(math.type)) print(math.tointeger(5.0), math.tointeger(5.5), math.tointeger({}) == nil, math.ult(1, -1), math.ult(-1, 1))
print(math.abs(math.mininteger), math.abs(-5), math.fmod(-5, 3), math.fmod(5, -3), math.fmod(math.mininteger, -1)) print(math.floor(-0.0), math.ceil(-0.5), math.sqrt(4), math.maxinteger // -1)
--- tointeger of strings: 5.3
print(math.tointeger("8"), math.tointeger("x"))
--- tointeger of strings in 5.4: 5.4
print(math.tointeger("8"), math.tointeger("x"), math.tointeger("3.0"))
--- random is within its range
for i = 1, 100 do
  local a, b, c = math.random(), math.random(10), math.random(5, 7)
  assert(a >= 0 and a < 1) assert(b >= 1 and b <= 10 and b == math.floor(b)) assert(c >= 5 and c <= 7)
end
print "ok" print(math.random(3, 3), math.random(1))
print(pcall(math.random, 2, 1)) print(pcall(math.random, 1, 2, 3))
--- random of zero gives all bits: 5.4
print(math.type(math.random(0)), (pcall(math.random, math.mininteger, math.maxinteger)))
--- the same seed gives the same numbers
math.randomseed(42) local a, b = math.random(1000), math.random(1000)
math.randomseed(42) print(math.random(1000) == a, math.random(1000) == b)
--- random with a seed is xoshiro: 5.4
math.randomseed(42) print(math.random(0), math.random(100), math.random(), math.random(-5, 5), math.random(1 << 40)) math.randomseed(1, 2) print(math.random(0))
--- wide ranges of random
for i = 1, 50 do local x = math.random(0, 2 ^ 31 - 2) assert(x >= 0 and x <= 2 ^ 31) end print "ok"
--- bad arguments
print(pcall(math.floor)) print(pcall(math.sin, "x")) print(pcall(math.sin, nil)) print(pcall(math.fmod, 1)) print(pcall(math.random, "x")) print(math.floor("3.7"), math.sqrt("4"))
--- functions that a dialect has
local names = {} for k in pairs(math) do names[#names + 1] = k end table.sort(names) print(table.concat(names, " "))
--- large arguments
print(math.sin(1e10) == math.sin(1e10), math.floor(1e15), math.ceil(1e15 + 0.5), math.fmod(1e15, 7), math.exp(710), math.exp(-1000))
--- trigonometry to the last digit
for i = 1, 5 do print(string.format("%.14g %.14g %.14g", math.sin(i), math.cos(i), math.tan(i))) end
print(string.format("%.14g %.14g", math.log(10), math.exp(2.5)))
--- functions of two numbers check them in the order of C
for _, k in ipairs {"fmod", "pow", "ldexp", "log", "max", "min"} do
  local f = math[k]
  if f then print(k, pcall(f)) print(k, pcall(f, {}, {})) print(k, pcall(f, 1, {})) print(k, pcall(f, {}, 1)) print(k, pcall(f, "10", "x")) end
end
print(pcall(math.fmod, 7, 0.0 / 1), pcall(math.fmod, -7, 3))
--- fractions of whole numbers
print(math.modf(3), math.modf(-3), math.modf(-1e300), math.modf(-1/0))
print(select(2, math.modf(-3)), select(2, math.modf(-1/0)), select(2, math.modf(-2.5)))
--- the whole part of an integer is the integer: 5.3+
print(math.modf(math.maxinteger)) print(math.modf(math.mininteger)) print(math.modf(2^53 | 1)) print(math.modf("9007199254740993"))
