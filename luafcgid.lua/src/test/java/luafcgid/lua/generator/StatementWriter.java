package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.statement;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;

/** Writes statements. */
final class StatementWriter {
    private static final int DEEPEST = 3;

    private final Names names;
    private final ExpressionWriter expressions;
    private final FunctionWriter functions;
    private final IdiomWriter idioms;
    private final LibraryWriter libraries;
    private final ObjectWriter objects;
    private int depth;

    StatementWriter(Names names) {
        this.names = names;
        this.expressions = new ExpressionWriter(names);
        this.functions = new FunctionWriter(names, expressions, this);
        this.idioms = new IdiomWriter(names, expressions, this);
        this.libraries = new LibraryWriter(names, expressions);
        this.objects = new ObjectWriter(names, expressions, this);
    }

    /** A whole program: variables of every kind, and some groups of statements, an error in one of which does not end the others. */
    Piece program() {
        List<Piece> groups = new ArrayList<>();
        groups.add(declared(Kind.NUMBER, "3"));
        groups.add(declared(Kind.NUMBER, "2.5"));
        groups.add(declared(Kind.STRING, "'7'"));
        groups.add(declared(Kind.BOOLEAN, "true"));
        groups.add(declared(Kind.SEQUENCE, "{10, 20, 30}"));
        groups.add(declared(Kind.OBJECT, "{x = 1, y = 2.5}"));
        groups.add(declared(Kind.FUNCTION, "function(a, ...) tick() return a, ... end"));
        for (int i = 2 + names.dice(4); i > 0; i--) {
            groups.add(
                    names.chance(20)
                            ? one()
                            : statement("print(show(pcall(function(...)\n", block(5), "end, 1, 'x')))\n"));
        }
        return Piece.fixed(groups);
    }

    private Piece declared(Kind kind, String value) {
        String name = names.fresh(kind);
        names.declare(name, kind);
        return statement("local " + name + " = " + value + "\n");
    }

    /** A few statements in a scope of their own. */
    Piece block(int most) {
        names.enter();
        depth++;
        List<Piece> statements = new ArrayList<>();
        for (int i = 1 + names.dice(most); i > 0; i--) {
            statements.add(one());
        }
        depth--;
        names.leave();
        return Piece.fixed(statements);
    }

    private Piece one() {
        if (depth > DEEPEST) {
            return simple();
        }
        return switch (names.dice(20)) {
            case 0 -> conditional();
            case 1, 2 -> numericLoop();
            case 3 -> genericLoop();
            case 4 -> countedLoop();
            case 5, 6, 7 -> functions.write();
            case 8 -> functions.protectedCall();
            case 9 -> functions.coroutine();
            case 10 -> functions.metatable();
            case 12, 13 -> idioms.write();
            case 14 -> libraries.write();
            case 15 -> objects.write();
            case 11 -> statement("do\n", block(3), "end\n");
            default -> simple();
        };
    }

    private Piece simple() {
        return switch (names.dice(10)) {
            case 0, 1, 2 -> declaration();
            case 3, 4 -> assignment();
            case 5 -> fieldAssignment();
            case 6 -> doubleAssignment();
            case 7 -> statement("print(show(", expressions.call(), "))\n");
            default -> statement("print(show(", expressions.arguments(), "))\n");
        };
    }

    private Kind plainKind() {
        return names.either(
                Kind.NUMBER, Kind.NUMBER, Kind.NUMBER, Kind.STRING, Kind.BOOLEAN, Kind.SEQUENCE, Kind.OBJECT);
    }

    private Piece declaration() {
        Kind kind = plainKind();
        Piece value = names.chance(15) ? expressions.call() : expressions.of(kind);
        String name = names.fresh(kind);
        boolean constant = names.dialect.isAtLeast(Dialect.LUA_5_4) && names.chance(20);
        if (constant) {
            names.declareConstant(name, kind);
            return statement("local " + name + " <const> = ", value, "\n");
        }
        names.declare(name, kind);
        return statement("local " + name + " = ", value, "\n");
    }

    private Piece assignment() {
        Kind kind = plainKind();
        return statement(names.target(kind), " = ", names.chance(15) ? expressions.call() : expressions.of(kind), "\n");
    }

    private Piece fieldAssignment() {
        return names.chance(50)
                ? statement(
                        names.variable(Kind.OBJECT),
                        "." + names.either("x", "y", "z") + " = ",
                        expressions.of(plainKind()),
                        "\n")
                : statement(
                        names.variable(Kind.SEQUENCE),
                        "[",
                        expressions.key(),
                        "] = ",
                        expressions.of(Kind.NUMBER),
                        "\n");
    }

    private Piece doubleAssignment() {
        return statement(
                names.target(Kind.NUMBER),
                ", ",
                names.chance(70) ? names.target(Kind.NUMBER) : names.variable(Kind.OBJECT) + ".x",
                " = ",
                expressions.of(Kind.NUMBER),
                ", ",
                names.chance(30) ? expressions.call() : expressions.of(Kind.NUMBER),
                "\n");
    }

    private Piece conditional() {
        Piece first = Piece.fixed(List.of("if ", expressions.of(Kind.BOOLEAN), " then\n", block(3)));
        Piece second = names.chance(30)
                ? Piece.fixed(List.of("elseif ", expressions.of(Kind.BOOLEAN), " then\n", block(2)))
                : Piece.fixed(List.of());
        Piece last = names.chance(50) ? Piece.fixed(List.of("else\n", block(2))) : Piece.fixed(List.of());
        return statement(first, second, last, "end\n");
    }

    private Piece numericLoop() {
        String head = names.either(
                "1, 3", "3, 1, -1", "1, 2, 0.5", "0, 1", "1.0, 3", "-1, 1", "3, 1", "1, 0.5", "2, 2", "0.1, 0.35, 0.1");
        // Up to 5.3 a loop at the edge of the integers wraps around for ever.
        if (names.dialect.isAtLeast(Dialect.LUA_5_4) && names.chance(15)) {
            head = names.either(
                    "math.maxinteger - 1, math.maxinteger",
                    "math.mininteger + 1, math.mininteger, -1",
                    "1, math.huge, math.maxinteger",
                    "-1, -math.huge, math.mininteger",
                    "1, 3.9");
        }
        names.enter();
        String name = names.fresh(Kind.NUMBER);
        names.declare(name, Kind.NUMBER);
        Piece body = loopBody();
        names.leave();
        if (names.chance(10)) {
            return statement("for " + name + " = ", expressions.of(Kind.NUMBER), ", ", "0 do ", "break end\n");
        }
        return statement("for " + name + " = " + head + " do\n", body, "end\n");
    }

    private Piece genericLoop() {
        Piece sequence = expressions.of(Kind.SEQUENCE);
        names.enter();
        String key = names.fresh(Kind.NUMBER);
        String value = names.fresh(Kind.NUMBER);
        names.declare(key, Kind.NUMBER);
        names.declare(value, Kind.NUMBER);
        Piece body = loopBody();
        names.leave();
        return statement("for " + key + ", " + value + " in ipairs(", sequence, ") do tick()\n", body, "end\n");
    }

    private Piece countedLoop() {
        names.enter();
        String count = names.fresh(Kind.NUMBER);
        Piece body = loopBody();
        names.leave();
        String start = "local " + count + " = 0\n";
        String step = count + " = " + count + " + 1 tick()\n";
        return names.chance(50)
                ? statement("do " + start + "while " + count + " < 3 do " + step, body, "end end\n")
                : statement("do " + start + "repeat " + step, body, "until " + count + " >= 3 end\n");
    }

    /** With a way out or to the next turn now and then. */
    private Piece loopBody() {
        if (names.dialect.isAtLeast(Dialect.LUA_5_2) && names.chance(20)) {
            String label = names.label();
            return Piece.fixed(List.of(
                    "do\n",
                    block(2),
                    Piece.statement("if ", expressions.of(Kind.BOOLEAN), " then goto " + label + " end\n"),
                    block(2),
                    "end\n",
                    Piece.statement("::" + label + "::\n")));
        }
        if (names.chance(20)) {
            return Piece.fixed(List.of(
                    block(2), Piece.statement("if ", expressions.of(Kind.BOOLEAN), " then break end\n"), block(2)));
        }
        return block(3);
    }
}
