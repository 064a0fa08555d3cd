package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.statement;

import java.util.List;
import luafcgid.lua.Dialect;

/** Writes what scripts build of tables, functions and coroutines: classes, proxies, generators, handlers of errors, environments. */
final class ObjectWriter {
    private final Names names;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    ObjectWriter(Names names, ExpressionWriter expressions, StatementWriter statements) {
        this.names = names;
        this.expressions = expressions;
        this.statements = statements;
    }

    Piece write() {
        return switch (names.dice(names.dialect.isAtLeast(Dialect.LUA_5_4) ? 9 : 8)) {
            case 0 -> inheritance();
            case 1 -> proxy();
            case 2 -> ordered();
            case 3 -> generator();
            case 4 -> errors();
            case 5 -> environment();
            case 6 -> callable();
            case 7 -> yields();
            default -> closed();
        };
    }

    private Piece any() {
        return names.withoutVararg(expressions::any);
    }

    private Piece block() {
        return names.withoutVararg(() -> statements.block(2));
    }

    private Piece inheritance() {
        return statement(
                "do local A = {x = 1} A.__index = A function A.new(c, x) tick() return setmetatable({x = x}, c) end\n"
                        + "function A:name() tick() return 'A', self.x end\n"
                        + "local B = setmetatable({}, A) B.__index = "
                        + names.either("B", "B", "function(t, k) tick() print(show(k)) return B[k] end"),
                "\nfunction B:name() tick()\n",
                block(),
                "return 'B', A." + names.either("name", "name", "nope") + "(self) end\n",
                "print(show(pcall(function() local o = B:new(",
                any(),
                ") o.y = ",
                any(),
                " return o, o:" + names.either("name", "name", "new", "gone")
                        + "() end)))\nprint(show(rawget(B, 'new'), B.new == A.new, getmetatable(B) == A)) end\n");
    }

    /** A table that stands for another and writes down what is done to it. */
    private Piece proxy() {
        String set = names.either(
                "function(t, k, v) tick() print('set', show(k, v)) rawset(t, k, v) end",
                "function(t, k, v) tick() print('set', show(k, v)) under[k] = v end",
                "under",
                "setmetatable({}, {__newindex = under})");
        return statement(
                "do local under = {10, 20, x = 'ux'}\nlocal p = setmetatable({}, {__index = "
                        + names.either("under", "function(t, k) tick() print('get', show(k)) return under[k] end")
                        + ", __newindex = " + set + ", __len = function() tick() return "
                        + names.either("2", "3", "'2'", "1.0") + " end})\n"
                        + "print(show(pcall(function() p[1] = ",
                any(),
                " p.x = ",
                any(),
                " p." + names.either("y", "x", "z") + ", p[3] = ",
                any(),
                ", ",
                any(),
                " return p[1], p.x, p.y, under.x" + (names.operandTwice ? ", #p" : "") + " end)))\n",
                "for i, v in ipairs(p) do tick() print(i, show(v)) if i > 3 then break end end\nprint(show(p, under)) end\n");
    }

    private Piece ordered() {
        String operator = names.either("<", "<=", ">", ">=", "==", "~=", "..", "+");
        return statement(
                "do local mt = {} mt.__lt = function(a, b) tick() print('lt') return "
                        + names.either("a.v < b.v", "1", "nil", "a.v > b.v")
                        + " end\n"
                        + names.either("", "mt.__le = function(a, b) tick() print('le') return a.v <= b.v end\n")
                        + "mt.__eq = function(a, b) tick() print('eq') return "
                        + names.either("a.v == b.v", "1", "nil")
                        + " end\nmt.__concat = function(a, b) tick() return show(type(a), type(b)) end\n"
                        + "local function N(v) tick() return setmetatable({v = v}, mt) end\nlocal a, b, c = N(",
                any(),
                "), N(",
                any(),
                "), setmetatable({v = 1}, "
                        + names.either("mt", "{__lt = mt.__lt, __eq = mt.__eq}", "{__eq = rawequal, __le = rawequal}")
                        + ")\nprint(show(pcall(function() return a " + operator + " " + names.either("b", "c", "a")
                        + ", b "
                        + operator + " c, not (c " + operator + " a) end)))\n",
                names.chance(50)
                        ? "print(show(pcall(function() local t = {a, b, c} table.sort(t) return t[1] == a, rawequal(t[2], b) end)))\n"
                        : "print(show(pcall(function() return 'x' .. a .. 1 .. b .. 2, a .. 'y' end)))\n",
                "end\n");
    }

    /** A recursive coroutine as an iterator. */
    private Piece generator() {
        return statement(
                """
                do local function walk(t, d) tick() for i = 1, #t do local v = t[i]
                if type(v) == 'table' then walk(v, d + 1) else coroutine.yield(v, d) end end end
                print(show(pcall(function() local s = {} for v, d in coroutine.wrap(function() walk({1, {2, {""",
                any(),
                "}}, ",
                any(),
                ", 'z'}, 1)\n",
                block(),
                "end) do tick() s[#s + 1] = show(v) .. d\n",
                block(),
                names.chance(20) ? "if d > 2 then break end " : "",
                "end return cut(table.concat(s, ' ')) end))) end\n");
    }

    private Piece errors() {
        String level = names.either("", ", 1", ", 2", ", 0", ", 3");
        return statement(
                "do local function thrower(v) tick() error(v" + level + ") end\nlocal function middle(v)\n"
                        + names.either("thrower(v) tick()", "return thrower(v)", "local r = thrower(v) return r")
                        + " end\nprint(show(pcall(middle, ",
                expressions.any(),
                ")))\nprint(show(pcall(function() local ok, e = pcall(middle, ",
                any(),
                ")\n",
                names.either("error(e, 0)", "error(e)", "error({e})", "return type(e), e", "error()", "error(nil)"),
                " end)))\nprint(show(xpcall(",
                names.either(
                                "middle",
                                "thrower",
                                "function() middle('in') end",
                                "nil",
                                "function() local x = nil; x() end")
                        + ", "
                        + names.either(
                                "function(m) return show(m) .. '?' end",
                                "function(m) tick() return pcall(error, m) end",
                                "type"),
                names.dialect.isAtLeast(Dialect.LUA_5_2) ? Piece.fixed(List.of(", ", expressions.any())) : "",
                ")))\nprint(show(pcall(assert"
                        + names.either("", ", false", ", nil, 'm'", ", false, {x = 1}", ", 1, 2", ", nil, nil")
                        + ")))\nend\n");
    }

    private Piece environment() {
        if (!names.dialect.isAtLeast(Dialect.LUA_5_2)) {
            return statement(
                    "do local env = setmetatable({y = 5}, {__index = "
                            + names.either("_G", "function(_, k) return k end")
                            + "}) print(show(pcall(setfenv(function() x = ",
                    names.either("y", "z", "1"),
                    " return x, y, undefined end, env)))) print(show(env)) end\n");
        }
        return statement(
                "do local env = setmetatable({y = 5}, {__index = "
                        + names.either("_G", "_ENV", "function(_, k) return k end")
                        + "})\nprint(show(pcall(",
                names.either(
                        "load('x = y return x, undefined', '=e', 't', env)",
                        "load('local a <const> = 1 return a', '=e', 't', env)",
                        "load('return undefined.x', '=e', 't', env)",
                        "load(function() return nil end, '=e')",
                        "(function(_ENV) x = y return x, undefined, nope.x end), env",
                        "function() local _ENV = env x = y return undefined() end",
                        "function() local _ENV <const> = {} return x.y end"
                                .replace(" <const>", names.dialect.isAtLeast(Dialect.LUA_5_4) ? " <const>" : ""),
                        "function() local _ENV = nil return x end",
                        "load('return ...', '=e', 'b'), 1"),
                ")))\nprint(show(env)) end\n");
    }

    private Piece callable() {
        return statement(
                "do local c = setmetatable({}, {__call = function(self, a, ...) tick() return "
                        + names.either("a, ...", "select('#', ...), ...", "...", "self == a, (...)")
                        + " end})\nlocal t = {m = c, f = function(...) tick() return ... end}\nprint(show(pcall(function() return ",
                names.either("c(", "t.m(", "t:m(", "t.f(", "t:f(", "(c)("),
                names.withoutVararg(expressions::arguments),
                ") end)))\nprint(show(pcall(" + names.either("c", "t.m", "t.f", "t.g") + ", ",
                expressions.any(),
                ")))\nlocal function tail(n) tick() if n > 3 then return c(n) end return "
                        + names.either("tail(n + 1)", "c(n, tail(n + 1))", "t:f(tail(n + 1))")
                        + " end print(show(pcall(tail, 1))) end\n");
    }

    /** Yields where other functions lie between; 5.1 would refuse most of these, we allow them. */
    private Piece yields() {
        String inner = names.dialect.isAtLeast(Dialect.LUA_5_2) ? nestedYield() : "coroutine.yield('y')";
        return statement(
                "do local c = coroutine.create(function(a) tick() local r = " + inner + "\n",
                block(),
                "return 'end', r, a end)\nfor i = 1, 4 do print(show(coroutine.resume(c, ",
                expressions.any(),
                ", i)), coroutine.status(c)) end\n"
                        + names.either(
                                "",
                                "print(show(pcall(coroutine.resume, 1)))\n",
                                "print(show(pcall(coroutine.wrap(function() error({x = 1}) end))))\n",
                                "print(show(pcall(coroutine.wrap(function() local x = nil; x.y = 1 end))))\n",
                                "print(show(coroutine.resume(coroutine.create(function(...) return select('#', ...) end), nil, nil)))\n")
                        + "end\n");
    }

    private String nestedYield() {
        return names.either(
                "pcall(coroutine.yield, 'a')",
                "select(2, pcall(function() return coroutine.yield('a') end))",
                "setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end}).key",
                "setmetatable({}, {__add = function() return coroutine.yield('add') end}) + 1",
                "(function(...) for v in function() return coroutine.yield('it') end do return v end end)()",
                "table.concat({(coroutine.yield('t') or 1)}, '')",
                "coroutine.wrap(function() return coroutine.yield('w') end)()",
                "setmetatable({}, {__lt = function() return coroutine.yield('lt') end}) < {}",
                "setmetatable({}, {__concat = function() return coroutine.yield('c') end}) .. 'x'",
                "setmetatable({}, {__call = function(_, a) return coroutine.yield(a) end})('call')",
                "error(coroutine.yield('e'))",
                "select('#', coroutine.yield())");
    }

    /** Coroutines and variables that are closed. */
    private Piece closed() {
        return statement(
                "do local function guard(n) return setmetatable({}, {__close = function(_, e) print(n, show(e)) "
                        + names.either("", "", "error('close ' .. n)", "tick()", "coroutine.yield(n)") + " end}) end\n"
                        + "local c = coroutine.create(function() local a <close> = guard('a')\n",
                block(),
                "local b <close> = guard('b') coroutine.yield(",
                any(),
                ")\n"
                        + names.either(
                                "error('after')",
                                "return 'r', 2",
                                "local d <close> = guard('d') return",
                                "local x <close> = 1")
                        + " end)\n"
                        + "print(show(coroutine.resume(c))) "
                        + names.either("print(show(coroutine.close(c)))", "print(show(coroutine.resume(c)))", "")
                        + "\nprint(show(pcall(coroutine.close, c)), coroutine.status(c))\nprint(show(pcall(function() for k in "
                        + names.either("next, {1, 2}, nil, guard('for')", "pairs({1})", "guard('no')")
                        + " do tick() " + names.either("break", "return k", "error(k)", "") + " end end))) end\n");
    }
}
