--- and or xor not: 5.2
print(bit32.band(0xff, 0x0f), bit32.bor(1, 2, 4), bit32.bxor(5, 1), bit32.bnot(0), bit32.band(), bit32.bor(), bit32.btest(1, 2), bit32.btest(3, 2))
print(bit32.band(-1, 0xff), bit32.band(2 ^ 32 + 5), bit32.bnot(-1), bit32.bor(1.0, 2))
--- shifts: 5.2
print(bit32.lshift(1, 4), bit32.rshift(256, 4), bit32.arshift(-16, 2), bit32.lshift(1, 32), bit32.rshift(1, -3), bit32.lshift(1, -1), bit32.arshift(0x80000000, 31), bit32.arshift(5, -1))
print(bit32.lrotate(1, 33), bit32.rrotate(1, 1), bit32.lrotate(0x12345678, 8), bit32.lrotate(1, -1))
--- fields: 5.2
print(bit32.extract(0xabcd, 4, 8), bit32.extract(5, 0), bit32.replace(0, 15, 4, 4), bit32.replace(0xff, 0, 0)) print(pcall(bit32.extract, 1, 32)) print(pcall(bit32.extract, 1, 0, 0)) print(pcall(bit32.extract, 1, 30, 5)) print(pcall(bit32.replace, 1, 1, -1))
--- bad arguments: 5.2
print(pcall(bit32.band, "x")) print(pcall(bit32.band, {})) print(pcall(bit32.lshift, 1)) print(bit32.band("7", 3))
--- bit32 in 5.3: 5.3
print(type(bit32)) if bit32 then print(bit32.band(0xff, 0x0f)) end
--- bit32 elsewhere: 5.1 5.4
print(bit32)
--- code points: 5.3+
print(utf8.char(72, 228, 8364, 0x10FFFF) == "H\xc3\xa4\xe2\x82\xac\xf4\x8f\xbf\xbf", utf8.char(), #utf8.char(0x7FF, 0x800)) print(utf8.codepoint("h\xc3\xa4", 1, -1)) print(utf8.codepoint("abc")) print(pcall(utf8.codepoint, "abc", 4)) print(pcall(utf8.codepoint, "\xff"))
print(utf8.charpattern == "[\0-\x7F\xC2-\xF4][\x80-\xBF]*" or utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*")
--- length in code points: 5.3+
print(utf8.len("h\xc3\xa4\xe2\x82\xac"), utf8.len(""), utf8.len("abc", 2), utf8.len("abc", 4), utf8.len("abc", -1), utf8.len("abc", 1, -2)) print(utf8.len("a\xffb")) print(utf8.len("\xe2\x82")) print(pcall(utf8.len, "abc", 5)) print(utf8.len("\xc0\x80")) print(utf8.len("\xed\xa0\x80"))
--- offsets: 5.3+
local s = "h\xc3\xa4\xe2\x82\xacx"
print(utf8.offset(s, 1), utf8.offset(s, 2), utf8.offset(s, 3), utf8.offset(s, 4), utf8.offset(s, 5), utf8.offset(s, 6), utf8.offset(s, -1), utf8.offset(s, -2), utf8.offset(s, 0, 3)) print(pcall(utf8.offset, s, 1, 3)) print(utf8.offset("", 1), utf8.offset("abc", 5))
--- codes: 5.3+
for p, c in utf8.codes("h\xc3\xa4\xe2\x82\xac") do io.write(p, ":", c, " ") end print() print(pcall(function() for _ in utf8.codes("a\xff") do end end)) for p, c in utf8.codes("") do print "never" end
--- lax: 5.4
print(utf8.len("\xed\xa0\x80", 1, -1, true), utf8.codepoint("\xed\xa0\x80", 1, 1, true), #utf8.char(0x7FFFFFFF), utf8.len(utf8.char(0x7FFFFFFF), 1, -1, true)) print(utf8.len(utf8.char(0x7FFFFFFF))) for p, c in utf8.codes("\xed\xa0\x80", true) do print(p, c) end
--- code points out of range: 5.3+
print(pcall(utf8.char, -1)) print(pcall(utf8.char, 0x80000000)) print(pcall(utf8.char, "x"))
--- utf8 elsewhere: 5.1-5.2
print(utf8)
