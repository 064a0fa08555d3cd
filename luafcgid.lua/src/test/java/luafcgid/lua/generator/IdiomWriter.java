package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.statement;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;

/** Writes statements in which several parts of the language meet. */
final class IdiomWriter {
    private static final String[] CONDITIONS = {"i < 3", "i % 2 == 0", "i > 1 and i < 5"};

    private final Names names;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    IdiomWriter(Names names, ExpressionWriter expressions, StatementWriter statements) {
        this.names = names;
        this.expressions = expressions;
        this.statements = statements;
    }

    Piece write() {
        return switch (names.dice(names.dialect.isAtLeast(Dialect.LUA_5_4) ? 11 : 9)) {
            case 0 -> closuresOfALoop();
            case 1 -> swap();
            case 2 -> constructor();
            case 3 -> iterator();
            case 4 -> metamethods();
            case 5 -> arguments();
            case 6 -> method();
            case 7 -> until();
            case 8 -> names.dialect.isAtLeast(Dialect.LUA_5_2) ? back() : declarations();
            default -> closes();
        };
    }

    /** Each turn of a loop has variables of its own. */
    private Piece closuresOfALoop() {
        String head = names.either(
                "for i = 1, 3 do", "for _, i in ipairs{1, 2, 3} do", "local i = 0 while i < 3 do i = i + 1");
        return Piece.fixed(List.of(statement(
                "do local fs = {} " + head + "\nlocal v = ",
                expressions.of(Kind.NUMBER),
                "\nfs[i] = function(d) tick() v = v + d i = i + 1 return v, i end\n",
                names.chance(30) ? "if " + names.either(CONDITIONS) + " then break end\n" : "",
                "end\nfor k = 1, 3 do print(show(pcall(fs[k] or print, ",
                expressions.of(Kind.NUMBER),
                "))) end print(show(pcall(fs[1], 1))) end\n")));
    }

    /** All values are there before the first is assigned. */
    private Piece swap() {
        String sequence = names.variable(Kind.SEQUENCE);
        String one = names.target(Kind.NUMBER);
        String other = names.target(Kind.NUMBER);
        return switch (names.dice(4)) {
            case 0 ->
                statement(
                        one + ", " + other + " = " + other + ", " + one + " print(show(" + one + ", " + other + "))\n");
            case 1 ->
                statement(
                        one + ", " + sequence + "[" + one + "] = ",
                        expressions.of(Kind.NUMBER),
                        ", ",
                        expressions.of(Kind.NUMBER),
                        " print(show(" + one + ", " + sequence + "))\n");
            case 2 ->
                statement(
                        sequence + "[1], " + sequence + "[2], " + sequence + "[3] = ",
                        expressions.any(),
                        names.chance(70) ? expression(", ", expressions.call()) : "",
                        "\n");
            default ->
                statement(
                        "do local a, b, c = ",
                        expressions.any(),
                        ", ",
                        expressions.call(),
                        " print(show(a, b, c)) end\n");
        };
    }

    private static Piece expression(Object... parts) {
        return Piece.expression(parts);
    }

    /** With holes, keys in any order and what a call gives last. */
    private Piece constructor() {
        List<Object> parts = new ArrayList<>(List.of("print(show({"));
        for (int i = names.dice(5); i > 0; i--) {
            parts.add(names.either("", "", "", "x = ", "['y'] = ", "[2] = ", "[2.0] = ", "[1] = "));
            parts.add(names.chance(25) ? expression("nil") : expressions.any());
            parts.add(names.either(", ", "; "));
        }
        parts.add(names.chance(50) ? expressions.call() : expressions.any());
        parts.add(names.chance(20) ? ", nil}))\n" : "}))\n");
        return statement(parts.toArray());
    }

    /** A coroutine as the iterator of a loop, or one that another one resumes. */
    private Piece iterator() {
        boolean outside = names.vararg;
        names.vararg = false;
        Piece given = expressions.any();
        Piece body = statements.block(2);
        Piece last = expressions.arguments();
        names.vararg = outside;
        return statement(
                "for a, b in coroutine.wrap(function() for i = 1, 2 do tick() coroutine.yield(i, ",
                given,
                ")\n",
                body,
                "end return ",
                last,
                " end) do tick() print(show(a, b)) ",
                names.chance(20) ? "break " : "",
                "end\n");
    }

    /** Several metamethods, with operands of all kinds. */
    private Piece metamethods() {
        boolean outside = names.vararg;
        names.vararg = false;
        Piece result = expressions.arguments();
        Piece other = expressions.any();
        names.vararg = outside;
        String operator = names.either("+", "-", "*", "/", "%", "^", "..", "<", "<=", "==", "~=", ">");
        if (names.dialect.hasIntegers() && names.chance(30)) {
            operator = names.either("//", "&", "|", "~", "<<", ">>");
        }
        return statement(
                "do local m = {}\nfor _, e in ipairs{'add', 'sub', 'mul', 'div', 'mod', 'pow', 'concat', 'lt', 'le', 'eq', "
                        + "'idiv', 'band', 'bor', 'bxor', 'shl', 'shr', 'unm', 'bnot', 'len', 'call', 'index'} do "
                        + "m['__' .. e] = function(a, b) tick() print(e, show(rawequal(a, b), type(a), type(b))) return ",
                result,
                " end end\nlocal a, b = setmetatable({x = 1}, m), setmetatable({y = 2}, m)\nprint(show(pcall(function() return ",
                names.either("a", "b", "a.x"),
                " " + operator + " ",
                names.chance(50) ? expression(names.either("b", "a")) : other,
                " end)))\nprint(show(pcall(function() return ",
                names.either(
                        names.operandTwice ? "-a" : "b(-1)",
                        names.operandTwice ? "#a" : "b(1, 2)",
                        "a(1, b)",
                        "a.y",
                        "b[1]",
                        "a .. 1 .. b",
                        "1 .. a",
                        "not a",
                        "a < 1",
                        "1 <= b",
                        "a()"),
                " end))) end\n");
    }

    /** {@code ...} in many places. */
    private Piece arguments() {
        String body = names.either(
                "return ..., ...",
                "return (...)",
                "local a, b = ... return b, a",
                "return select(2, ...)",
                "return select(-1, ...)",
                "local t = {..., ...} return #{...} < 9, t",
                "return select('#', ...), {n = 1, ...}",
                "for i, v in ipairs{...} do tick() print(i, show(v)) end",
                "return (function(...) return ... end)(..., 1)",
                "local n = select('#', ...) if n > 1 then return f(select(2, ...)) end return n");
        return statement(
                "do local function f(" + names.either("", "p, ", "p, q, ") + "...) tick() " + body
                        + " end print(show(pcall(f, ",
                expressions.any(),
                ", ",
                expressions.any(),
                names.chance(50) ? ", nil" : "",
                "))) end\n");
    }

    private Piece method() {
        boolean outside = names.vararg;
        names.vararg = false;
        Piece body = statements.block(2);
        Piece given = expressions.any();
        Piece last = expressions.any();
        names.vararg = outside;
        return statement(
                "do local c = {} c.__index = c\nfunction c:set(x) tick() self.x = x\n",
                body,
                "return self end\nfunction c.get(s, d) return s.x, d end\nlocal o = setmetatable({}, c) print(show(pcall(function() return o:set(",
                given,
                "):" + names.either("get", "get", "set", "gone") + "(",
                last,
                ") end))) end\n");
    }

    /** The condition sees the variables of the body. */
    private Piece until() {
        names.enter();
        String name = names.fresh(Kind.NUMBER);
        Piece start = expressions.of(Kind.NUMBER);
        names.declare(name, Kind.NUMBER);
        Piece body = statements.block(2);
        Piece condition = expressions.of(Kind.BOOLEAN);
        names.leave();
        return statement(
                "do local turns = 0 repeat tick() turns = turns + 1 local " + name + " = ",
                start,
                "\n",
                body,
                "until turns > 2 or ",
                expression("(", condition, ")"),
                " end\n");
    }

    /** Jumps back, out of the scope of variables that closures keep. */
    private Piece back() {
        String label = names.label();
        return statement(
                // What the declaration before the label ends with is no nil: 5.2 would set one that follows the label
                // along with it.
                "do local f, n = nil, 0 ::" + label + "::\nlocal v = ",
                expressions.any(),
                "\nn = n + 1 local g = f f = function() return v, n, g and g ~= f end\nif n < 3 then ",
                names.chance(50) ? "v = n " : "",
                "goto " + label + " end print(show(f()), g and show(g())) end\n");
    }

    private Piece declarations() {
        return statement("local _ = ", expressions.any(), ", ", expressions.call(), "\n");
    }

    /** Variables that are closed at all ends of a scope. */
    private Piece closes() {
        boolean outside = names.vararg;
        names.vararg = false;
        Piece body = statements.block(2);
        Piece value = expressions.any();
        names.vararg = outside;
        String end = names.either(
                "return 1, (f and 2)",
                "error(" + names.either("'e'", "{}", "nil", "'e', 0") + ")",
                "do return f() end",
                "goto out",
                "return f()",
                "");
        String handler = names.either("", "error('in close')", "return 1", "o = nil");
        return statement(
                "print(show(" + names.either("pcall(", "xpcall(") + "coroutine.wrap(function()\n"
                        + "local function f() tick() return 'f', 2 end\n"
                        + "local a <close> = setmetatable({}, {__close = function(o, e) print('a', show(e)) end})\n"
                        + "for i = 1, 2 do tick() local b <close> = "
                        + names.either("i == 2 and ", "i == 1 and ", "nil or ")
                        + "setmetatable({}, {__close = function(o, e) print('b', show(e)) " + handler
                        + " end})\nlocal v = ",
                value,
                "\n",
                body,
                "if i == 2 then " + end + " end end ::out:: end), print)))\n");
    }
}
