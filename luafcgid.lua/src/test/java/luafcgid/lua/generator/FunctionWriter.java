package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.statement;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;

/** Writes functions and what is done with them: protected calls, coroutines, metamethods. */
final class FunctionWriter {
    private final Names names;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    FunctionWriter(Names names, ExpressionWriter expressions, StatementWriter statements) {
        this.names = names;
        this.expressions = expressions;
        this.statements = statements;
    }

    Piece write() {
        String name = names.fresh(Kind.FUNCTION);
        boolean recursive = names.chance(50);
        if (recursive) {
            names.declare(name, Kind.FUNCTION);
        }
        Piece function = function();
        if (!recursive) {
            names.declare(name, Kind.FUNCTION);
        }
        return recursive
                ? statement("local function " + name, function, "\n")
                : statement("local " + name + " = function", function, "\n");
    }

    /** From the parameters to the end. */
    private Piece function() {
        names.enter();
        boolean outside = names.vararg;
        List<String> parameters = new ArrayList<>();
        for (int i = names.dice(4); i > 0; i--) {
            Kind kind = names.either(Kind.NUMBER, Kind.NUMBER, Kind.STRING, Kind.OBJECT);
            String name = names.fresh(kind);
            parameters.add(name);
            names.declare(name, kind);
        }
        names.vararg = names.chance(30);
        if (names.vararg) {
            parameters.add("...");
        }
        Piece body = statements.block(4);
        Piece result = result();
        names.vararg = outside;
        names.leave();
        return Piece.fixed(List.of("(" + String.join(", ", parameters) + ") tick()\n", body, result, "end"));
    }

    private Piece result() {
        return switch (names.dice(6)) {
            case 0 -> statement("return ", expressions.call(), "\n");
            case 1 -> error();
            case 2 -> statement();
            default -> statement("return ", expressions.arguments(), "\n");
        };
    }

    private Piece error() {
        String level = names.either("", "", ", 0", ", 1", ", 2");
        return statement(
                "error(",
                expressions.of(names.either(Kind.STRING, Kind.STRING, Kind.NUMBER, Kind.OBJECT, Kind.BOOLEAN)),
                level + ")\n");
    }

    Piece protectedCall() {
        boolean outside = names.vararg;
        if (names.chance(30)) {
            names.vararg = false;
            Piece body = Piece.fixed(List.of(statements.block(3), result()));
            names.vararg = outside;
            return statement("print(show(xpcall(function()\n", body, "end, function(m) return show(m) .. '!' end)))\n");
        }
        names.vararg = false;
        Piece body = names.chance(50)
                ? Piece.fixed(List.of("function()\n", statements.block(3), result(), "end"))
                : Piece.fixed(List.of(names.variable(Kind.FUNCTION)));
        names.vararg = outside;
        return statement("print(show(pcall(", body, ", ", expressions.any(), ")))\n");
    }

    Piece coroutine() {
        boolean outside = names.vararg;
        names.vararg = names.chance(50);
        String parameters = names.vararg ? "..." : "";
        Piece first = statements.block(2);
        Piece yielded = expressions.arguments();
        Piece second = statements.block(2);
        Piece result = result();
        names.vararg = outside;
        String yield = names.either("print(show(coroutine.yield(", "for _ = 1, 2 do print(show(coroutine.yield(");
        String end = yield.startsWith("for") ? "))) end\n" : ")))\n";
        Piece body = Piece.fixed(List.of(
                "function(" + parameters + ") tick()\n", first, statement(yield, yielded, end), second, result, "end"));
        if (names.chance(50)) {
            return statement(
                    "do local c = coroutine.create(",
                    body,
                    ")\nfor i = 1, 4 do print(show(coroutine.resume(c, i, ",
                    expressions.any(),
                    ")), coroutine.status(c)) end end\n");
        }
        return statement(
                "do local w = coroutine.wrap(",
                body,
                ")\nfor i = 1, 4 do print(show(pcall(w, i, ",
                expressions.any(),
                "))) end end\n");
    }

    Piece metatable() {
        boolean outside = names.vararg;
        names.vararg = false;
        names.enter();
        names.declare("o", Kind.OBJECT);
        names.declare("k", Kind.STRING);
        Piece result = expressions.arguments();
        names.leave();
        names.vararg = outside;
        String event = names.either(
                "add",
                "sub",
                "mul",
                "div",
                "mod",
                "pow",
                "unm",
                "concat",
                "len",
                "eq",
                "lt",
                "le",
                "index",
                "newindex",
                "call",
                "tostring",
                "index");
        if (!names.operandTwice && (event.equals("unm") || event.equals("len"))) {
            event = "call";
        }
        if (names.dialect.hasIntegers() && names.chance(20)) {
            event = names.either("idiv", "band", "bor", "bxor", "shl", "shr", "bnot");
        }
        if (names.dialect.isAtLeast(Dialect.LUA_5_4) && names.chance(20)) {
            String name = names.fresh(Kind.OBJECT);
            return statement(
                    "do local " + name
                            + " <close> = setmetatable({}, {__close = function(o, e) print('close', show(e)) end})\n",
                    statements.block(3),
                    "end\n");
        }
        String name = names.fresh(Kind.OBJECT);
        Piece value = expressions.of(Kind.OBJECT);
        names.declare(name, Kind.OBJECT);
        boolean table = (event.equals("index") || event.equals("newindex")) && names.chance(50);
        if (event.equals("tostring")) {
            return statement(
                    "local " + name + " = setmetatable(", value, ", {__tostring = function() return 'o' end})\n");
        }
        return statement(
                "local " + name + " = setmetatable(",
                value,
                ", {__" + event + " = ",
                table
                        ? Piece.fixed(List.of(names.variable(Kind.OBJECT)))
                        : Piece.fixed(List.of("function(o, k) tick() return ", result, " end")),
                "})\n");
    }
}
