package luafcgid.lua.generator;

import static luafcgid.lua.generator.Piece.expression;
import static luafcgid.lua.generator.Piece.statement;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;

/** Writes statements that call the libraries as scripts do. */
final class LibraryWriter {
    private static final String[] PATTERNS = {
        "%a+",
        "(%w)(%w*)",
        "%d*",
        "^%s*(.-)%s*$",
        "()",
        "%f[%w]%w+",
        "[%a_][%w_]*",
        "(.)%1",
        "%b()",
        ".-,",
        "[^,]*",
        "(%a)=(%d?)",
        "$",
        "%.",
        "^",
        "[]x]",
        "[a-]",
        "%"
    };
    private static final String[] SUBJECTS = {
        "'hello world'", "'a=1, b=2'", "'  trim  '", "'x,y,,z'", "'(a(b)c)'", "'aabbcc'", "'1.5e3'", "''"
    };

    private final Names names;
    private final ExpressionWriter expressions;

    LibraryWriter(Names names, ExpressionWriter expressions) {
        this.names = names;
        this.expressions = expressions;
    }

    Piece write() {
        return switch (names.dice(8)) {
            case 0 -> format();
            case 1 -> match();
            case 2 -> replace();
            case 3 -> edit();
            case 4 -> sort();
            case 5 -> spread();
            case 6 -> number();
            default -> text();
        };
    }

    private static Piece shown(Object... parts) {
        List<Object> all = new ArrayList<>(List.of(parts));
        all.add(0, "print(show(pcall(");
        all.add(")))\n");
        return statement(all.toArray());
    }

    private Piece format() {
        StringBuilder format = new StringBuilder();
        List<Object> parts = new ArrayList<>();
        for (int i = 1 + names.dice(3); i > 0; i--) {
            String conversion =
                    names.either("d", "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "f", "g", "G", "s", "s");
            format.append('%');
            for (String flag : new String[] {"-", "+", " ", "#", "0"}) {
                format.append(names.chance(15) ? flag : "");
            }
            format.append(names.either("", "", "1", "5", "12")).append(names.either("", "", ".", ".0", ".3", ".10"));
            format.append(conversion).append(names.either("", " ", "|", "%%"));
            parts.add(", ");
            parts.add(
                    conversion.equals("s")
                            ? expression("tostring(", expressions.any(), ")")
                            : expressions.of(Kind.NUMBER));
        }
        parts.add(
                0,
                "string.format, '" + format + names.either("", "", "%q', 'a\\n\\0" + "1\"\\\\', '", "%5", "%") + "'");
        return shown(parts.toArray());
    }

    private Piece subject() {
        return names.chance(70) ? expression(names.either(SUBJECTS)) : expressions.of(Kind.STRING);
    }

    private Piece match() {
        String pattern = "'" + names.either(PATTERNS) + "'";
        return switch (names.dice(3)) {
            case 0 -> shown("string.find, ", subject(), ", " + pattern + ", ", expressions.of(Kind.NUMBER));
            case 1 -> shown("string.match, ", subject(), ", " + pattern);
            default ->
                statement(
                        "print(show(pcall(function() local n = 1 for a, b in (",
                        names.withoutVararg(this::subject),
                        "):gmatch(" + pattern + ") do tick() n = n + 1 print(n, show(a, b)) if n > 5 then return a end "
                                + "end return n end)))\n");
        };
    }

    private Piece replace() {
        Piece by =
                switch (names.dice(4)) {
                    case 0 -> expression(names.either("'<%0>'", "'%1%1'", "'%%'", "'%2'", "'%'", "''"));
                    case 1 -> expression("{a = 'A', b = 1, x = false, hello = true}");
                    case 2 -> expressions.of(Kind.FUNCTION);
                    default ->
                        expression("function(a, b) tick() return ", names.withoutVararg(expressions::any), " end");
                };
        String most = names.either("", "", ", 1", ", 2");
        return statement(
                "print(show(pcall(function() return cut((string.gsub(",
                names.withoutVararg(this::subject),
                ", '" + names.either(PATTERNS) + "', ",
                by,
                most + "))) end)))\n");
    }

    private String list(int count) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(names.either("3", "1", "2", "10", "-1", "2.5", "1.0"));
        }
        return "{" + String.join(", ", items) + "}";
    }

    private Piece edit() {
        return statement(
                "do local t = " + list(names.dice(5)) + "\n",
                shown("table.insert, t, (", expressions.of(Kind.NUMBER), ") or 1"),
                // With nil among the items, the table would have several borders.
                shown(
                        "table.insert, t, " + names.either("1", "2", "#t", "#t + 1") + ", (",
                        expressions.any(),
                        ") or 1"),
                shown("table.remove, t" + names.either("", "", ", 1", ", 2", ", #t + 1", ", 9")),
                names.chance(30) ? shown("table.remove, t, ", expressions.of(Kind.NUMBER)) : "",
                "print(show(#t, pcall(table.concat, t, ",
                expressions.of(Kind.STRING),
                names.either("", ", 1", ", 2, 3", ", 2"),
                ")))\nprint(show(t, #t)) end\n");
    }

    private Piece sort() {
        String order = names.either(
                "",
                "",
                ", function(a, b) tick() return a > b end",
                ", function(a, b) tick() return a < b end",
                ", function(a, b) tick() return tostring(a) < tostring(b) end");
        return statement(
                "do local t = " + list(2 + names.dice(7)) + "\n",
                names.chance(15) ? statement("t[2] = (", expressions.any(), ") or 1\n") : "",
                "local ok, e = pcall(table.sort, t" + order
                        + ") print(show(ok, e)) for i = 1, ok and #t or 0 do print(i, show(t[i])) end end\n");
    }

    private Piece spread() {
        String unpack = names.dialect.isAtLeast(Dialect.LUA_5_2) ? "table.unpack" : "unpack";
        return switch (names.dice(
                names.dialect.isAtLeast(Dialect.LUA_5_3) ? 4 : names.dialect.isAtLeast(Dialect.LUA_5_2) ? 3 : 2)) {
            case 0 -> shown(unpack + ", ", expressions.of(Kind.SEQUENCE), names.either("", ", 2", ", 2, 5", ", -1, 1"));
            case 1 ->
                statement(
                        "print(show(select(",
                        names.either("1", "2", "-1", "-2", "'#'"),
                        ", " + unpack + "(" + list(1 + names.dice(4)) + ")), ",
                        expressions.any(),
                        "))\n");
            case 2 ->
                statement(
                        "do local p = table.pack(",
                        expressions.any(),
                        ", nil, ",
                        expressions.any(),
                        ", nil) print(show(p, p.n, " + unpack + "(p, 1, p.n))) end\n");
            default ->
                shown("table.move, " + list(4)
                        + names.either(", 1, 3, 2", ", 2, 4, 1", ", 1, 4, 1, {}", ", 3, 1, 1", ", 1, 2, 4, {5, 6}"));
        };
    }

    private Piece number() {
        return switch (names.dice(6)) {
            case 0 ->
                shown(
                        "tonumber, ",
                        names.either(
                                "'ff'",
                                "'0x1p4'",
                                "'  12  '",
                                "'1e'",
                                "'zz'",
                                "'-7'",
                                "'1_000'",
                                "'0b1'",
                                "'5.'",
                                "'.5'",
                                "''"),
                        names.either("", "", ", 16", ", 36", ", 2", ", 10"));
            case 1 -> shown("math.fmod, ", expressions.of(Kind.NUMBER), ", ", expressions.of(Kind.NUMBER));
            case 2 -> shown("math.modf, ", expressions.of(Kind.NUMBER));
            case 3 ->
                shown(
                        "math." + names.either("floor", "ceil", "abs", "sqrt", "exp", "max", "min") + ", ",
                        expressions.of(names.either(Kind.NUMBER, Kind.NUMBER, Kind.STRING)));
            case 4 ->
                names.dialect.hasIntegers()
                        ? shown(
                                "math." + names.either("type", "tointeger") + ", ",
                                expressions.of(names.either(Kind.NUMBER, Kind.NUMBER, Kind.STRING)))
                        : shown("tostring, ", expressions.of(Kind.NUMBER));
            default ->
                names.dialect.hasIntegers()
                        ? shown("math.ult, ", expressions.of(Kind.NUMBER), ", ", expressions.of(Kind.NUMBER))
                        : shown("math.pow, ", expressions.of(Kind.NUMBER), ", 2");
        };
    }

    private Piece text() {
        return switch (names.dice(6)) {
            case 0 ->
                shown("string.byte, ", subject(), ", ", expressions.of(Kind.NUMBER), ", ", expressions.of(Kind.NUMBER));
            case 1 -> shown("string.char, ", expressions.of(Kind.NUMBER), ", ", expressions.of(Kind.NUMBER));
            case 2 ->
                shown(
                        "string.rep, ",
                        subject(),
                        ", " + names.either("3", "1", "-1", "2.0", "1.5") + names.either("", ", ','"));
            case 3 ->
                shown("string.sub, ", subject(), ", ", expressions.of(Kind.NUMBER), ", ", expressions.of(Kind.NUMBER));
            case 4 -> shown("string." + names.either("upper", "lower", "reverse", "len") + ", ", expressions.any());
            default -> shown("string.find, ", subject(), ", ", subject(), ", ", expressions.of(Kind.NUMBER), ", true");
        };
    }
}
