package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;

/**
 * Writes expressions. Nothing in them has an effect on variables, but for {@link #call}: C Lua reads a local variable only when an
 * operation needs it, after what stands to the right of it was called.
 */
final class ExpressionWriter {
    private static final int DEEPEST = 3;
    private static final String[] PATTERNS = {"%d", "%a+", "^.", ".$", "[^1-5]", "(.)(.?)", "x*", "%s*", "%w-$", "()"};

    private static final Pattern COMPARISON = Pattern.compile("[<>=~]=|(?<![<>])[<>](?![<>])");

    private final Names names;
    private final Literals literals;

    ExpressionWriter(Names names) {
        this.names = names;
        this.literals = new Literals(names);
    }

    Piece of(Kind kind) {
        return of(kind, 0);
    }

    Piece any() {
        return of(names.either(Kind.NUMBER, Kind.NUMBER, Kind.STRING, Kind.BOOLEAN, Kind.SEQUENCE, Kind.OBJECT), 1);
    }

    private Piece of(Kind kind, int depth) {
        if (names.chance(1)) {
            return names.chance(50) ? expression("nil") : any();
        }
        return switch (kind) {
            case NUMBER -> number(depth + 1);
            case STRING -> string(depth + 1);
            case BOOLEAN -> bool(depth + 1);
            case SEQUENCE -> sequence(depth + 1);
            case OBJECT -> object(depth + 1);
            case FUNCTION -> expression(names.variable(Kind.FUNCTION));
        };
    }

    private Piece number(int depth) {
        if (depth > DEEPEST || names.chance(30)) {
            return names.chance(40) ? expression(literals.number()) : expression(names.variable(Kind.NUMBER));
        }
        return switch (names.dice(15)) {
            case 0, 1, 2, 3, 4 -> infix(names.either("+", "-", "*", "/", "%", "^"), Kind.NUMBER, depth);
            case 5 ->
                names.dialect.hasIntegers()
                        ? infix(names.either("//", "&", "|", "~", "<<", ">>"), Kind.NUMBER, depth)
                        : infix("%", Kind.NUMBER, depth);
            case 6 ->
                expression(names.either("- ", names.dialect.hasIntegers() ? "~ " : "- "), inner(Kind.NUMBER, depth));
            case 7 -> expression("#", inner(names.either(Kind.STRING, Kind.SEQUENCE), depth));
            case 8 -> index(depth);
            case 9 -> field(depth);
            case 10 ->
                expression(
                        "math." + names.either("floor", "ceil", "abs", "max", "min", "sqrt") + "(",
                        of(Kind.NUMBER, depth),
                        ")");
            case 11 -> choice(Kind.NUMBER, depth);
            case 12 -> expression("tonumber(", of(names.either(Kind.NUMBER, Kind.STRING), depth), ") or 0");
            case 13 -> library(depth);
            default -> names.vararg ? expression("select('#', ...)") : field(depth);
        };
    }

    /** A number from a function of a library. */
    private Piece library(int depth) {
        return switch (names.dice(5)) {
            case 0 -> expression("(", inner(Kind.STRING, depth), ":byte(", of(Kind.NUMBER, DEEPEST), ") or 0)");
            case 1 ->
                expression("(", inner(Kind.STRING, depth), ":find(", of(Kind.STRING, DEEPEST), ", 1, true) or 0)");
            case 2 -> expression("math.fmod(", of(Kind.NUMBER, depth), ", ", of(Kind.NUMBER, depth), ")");
            case 3 ->
                expression(
                        names.dialect.hasIntegers() ? "(math.tointeger(" : "(tonumber(",
                        of(Kind.NUMBER, depth),
                        ") or 0)");
            default -> expression("#", inner(Kind.STRING, depth));
        };
    }

    private Piece string(int depth) {
        if (depth > DEEPEST || names.chance(30)) {
            return names.chance(40) ? expression(literals.string()) : expression(names.variable(Kind.STRING));
        }
        return switch (names.dice(12)) {
            case 0, 1, 2 ->
                cut(expression(
                        inner(names.either(Kind.STRING, Kind.NUMBER), depth),
                        " .. ",
                        inner(Kind.STRING, depth),
                        names.chance(30) ? " .. 'c' .. 1" : ""));
            case 3 -> expression("tostring(", of(names.either(Kind.NUMBER, Kind.BOOLEAN), depth), ")");
            case 4 ->
                expression(
                        inner(Kind.STRING, depth),
                        ":sub(",
                        of(Kind.NUMBER, DEEPEST),
                        ", ",
                        of(Kind.NUMBER, DEEPEST),
                        ")");
            case 5 ->
                cut(expression(
                        inner(Kind.STRING, depth), names.either(":upper()", ":lower()", ":reverse()", ":rep(2)")));
            case 6 ->
                cut(expression(
                        "string.format('" + names.either("%d", "%s", "%5.2f", "%x", "%q", "%g", "%-5s|", "%03d")
                                + "', ",
                        "tostring(",
                        of(names.either(Kind.NUMBER, Kind.STRING), depth),
                        ")",
                        ")"));
            case 7 -> expression("type(", any(), ")");
            case 8 ->
                cut(expression(
                        inner(Kind.STRING, depth),
                        ":gsub('" + names.either(PATTERNS) + "', ",
                        names.chance(50) ? expression("'<%0>'") : of(Kind.STRING, DEEPEST),
                        ")"));
            case 9 -> expression("tostring(", inner(Kind.STRING, depth), ":match('" + names.either(PATTERNS) + "'))");
            case 10 -> cut(expression("table.concat(", of(Kind.SEQUENCE, depth), ", ", of(Kind.STRING, DEEPEST), ")"));
            default -> choice(Kind.STRING, depth);
        };
    }

    /** Strings do not grow without end. */
    private static Piece cut(Piece string) {
        return expression("cut(", string, ")");
    }

    private Piece bool(int depth) {
        if (depth > DEEPEST) {
            return expression(names.chance(50) ? names.variable(Kind.BOOLEAN) : "true");
        }
        Kind kind = names.either(Kind.NUMBER, Kind.NUMBER, Kind.STRING, Kind.OBJECT);
        return switch (names.dice(6)) {
            case 0, 1 -> infix(names.either("<", "<=", ">", ">="), kind, depth);
            case 2 -> infix(names.either("==", "~="), kind, depth);
            case 3 -> expression("not ", inner(Kind.BOOLEAN, depth));
            case 4 -> infix(names.either("and", "or"), Kind.BOOLEAN, depth);
            default -> expression(names.variable(Kind.BOOLEAN));
        };
    }

    private Piece sequence(int depth) {
        if (depth > DEEPEST || names.chance(50)) {
            return expression(names.variable(Kind.SEQUENCE));
        }
        if (names.vararg && names.chance(20)) {
            return expression("{...}");
        }
        List<Object> parts = new ArrayList<>(List.of("{"));
        for (int i = names.dice(4); i > 0; i--) {
            // With nil among the items, a table may have several borders.
            parts.add("(");
            parts.add(of(Kind.NUMBER, depth));
            parts.add(" or 1), ");
        }
        parts.add("}");
        return expression(parts.toArray());
    }

    private Piece object(int depth) {
        if (depth > DEEPEST || names.chance(60)) {
            return expression(names.variable(Kind.OBJECT));
        }
        return expression(
                "{x = ",
                of(Kind.NUMBER, depth),
                ", ",
                names.either("y", "['y']", "z"),
                " = ",
                of(Kind.NUMBER, depth),
                names.chance(20) ? ", [1] = 5}" : "}");
    }

    private Piece index(int depth) {
        return expression(names.variable(Kind.SEQUENCE), "[", key(Math.max(depth, DEEPEST - 1)), "]");
    }

    Piece key() {
        return key(0);
    }

    /** A key of a sequence: no comparison in 5.4, whose 5.4.4 makes wrong code of an upvalue with such a key. */
    private Piece key(int depth) {
        Piece key = of(Kind.NUMBER, depth);
        boolean compares = COMPARISON.matcher(key.text()).find();
        return compares && names.dialect == Dialect.LUA_5_4 ? expression(names.variable(Kind.NUMBER)) : key;
    }

    private Piece field(int depth) {
        String key = names.either("x", "y", "z");
        return depth < DEEPEST && names.chance(10)
                ? expression(inner(Kind.OBJECT, depth), "['" + key + "']")
                : expression(names.variable(Kind.OBJECT), gap() + "." + key);
    }

    private Piece choice(Kind kind, int depth) {
        return expression("(", of(Kind.BOOLEAN, depth), " and ", of(kind, depth), " or ", of(kind, depth), ")");
    }

    private Piece infix(String operator, Kind kind, int depth) {
        Piece left = inner(operandKind(kind), depth);
        Piece right = inner(operandKind(kind), depth);
        boolean folded = !names.zeroConstants && isConstant(left) && isConstant(right);
        return expression(
                folded ? expression(names.variable(kind)) : left, gap() + " " + operator + " " + gap(), right);
    }

    /** Now and then a string where a number is wanted. */
    private Kind operandKind(Kind kind) {
        return kind == Kind.NUMBER && names.chance(5) ? Kind.STRING : kind;
    }

    /** Whether it may be computed when it is compiled: with another constant, that could become a zero with a sign. */
    private static boolean isConstant(Piece piece) {
        return piece.text().matches("[-+*/%^()0-9.ex\\s]*");
    }

    /** An operand, in parentheses where it could bind otherwise. */
    private Piece inner(Kind kind, int depth) {
        Piece piece = of(kind, depth);
        boolean alone = piece.parts().size() == 1 && (kind == Kind.NUMBER || kind == Kind.BOOLEAN);
        return alone || (names.chance(10) && kind == Kind.NUMBER) ? piece : expression("(", piece, ")");
    }

    private String gap() {
        return names.chance(2) ? "\n" : "";
    }

    /** A call, which may have effects: it stands alone on its side of a statement. */
    Piece call() {
        return expression(names.variable(Kind.FUNCTION), "(", arguments(), ")");
    }

    /** What a function is given or returns. */
    Piece arguments() {
        List<Object> parts = new ArrayList<>();
        int count = names.dice(4);
        for (int i = 0; i < count; i++) {
            parts.add(i == 0 ? "" : ", ");
            parts.add(any());
        }
        if (names.vararg && names.chance(15)) {
            parts.add(count == 0 ? "..." : ", ...");
        }
        return Piece.fixed(parts);
    }
}
