package luafcgid.lua.string;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.Latin1;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.utf8.Utf8Library;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The string functions of a dialect, called as {@code pcall} does; text is Latin-1. */
final class Calling {
    private final Dialect dialect;
    private final LuaTable string;
    private final LuaTable utf8;

    Calling(Dialect dialect) {
        this.dialect = dialect;
        this.string = StringLibrary.table(new LuaState(dialect, new Globals(), () -> {}));
        this.utf8 = Utf8Library.table(dialect);
    }

    /** The results as the script of {@link #SHOW} shows them, separated by {@code |}. */
    String show(String function, Object... arguments) {
        return show(string, function, arguments);
    }

    String showUtf8(String function, Object... arguments) {
        return show(utf8, function, arguments);
    }

    private String show(LuaTable library, String function, Object... arguments) {
        LuaValue[] values = new LuaValue[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(arguments[i]);
        }
        try {
            Varargs results = library.rawget(function).invoke(LuaValue.varargsOf(values));
            List<String> shown = new ArrayList<>();
            for (int i = 1; i <= results.narg(); i++) {
                shown.add(text(results.arg(i)));
            }
            return String.join("|", shown);
        } catch (LuaError e) {
            return "error: " + text(e.getMessageObject());
        }
    }

    /** How many matches {@code gmatch} finds, up to 21. */
    String matches(String subject, String pattern) {
        try {
            LuaValue next = string.rawget("gmatch").call(value(subject), value(pattern));
            int count = 0;
            while (count <= 20 && !next.invoke(LuaValue.NONE).arg1().isnil()) {
                count++;
            }
            return String.valueOf(count);
        } catch (LuaError e) {
            return "error: " + text(e.getMessageObject());
        }
    }

    private LuaValue value(Object argument) {
        if (argument instanceof LuaValue value) {
            return value;
        }
        if (argument instanceof String text) {
            return LuaString.valueOf(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        if (argument instanceof Double number) {
            return LuaDouble.valueOf(number);
        }
        long integer = ((Number) argument).longValue();
        return dialect.hasIntegers() ? LuaInteger.valueOf(integer) : LuaDouble.valueOf((double) integer);
    }

    private String text(LuaValue value) {
        if (value instanceof LuaNumber number) {
            return Texts.of(dialect, number).tojstring();
        }
        if (value instanceof LuaString text) {
            return Latin1.decode(text);
        }
        return value.tojstring();
    }

    /** Defines {@code show(f, ...)} in C Lua: prints what {@link #show} returns, on a line. */
    static final String SHOW =
            """
            local function results(ok, ...)
              local shown = {}
              for i = 1, select('#', ...) do shown[i] = tostring((select(i, ...))) end
              local line = (ok and '' or 'error: ') .. table.concat(shown, '|')
              io.write((line:gsub('\\n', '\\\\n'):gsub('\\r', '\\\\r')), '\\n')
            end
            local function show(f, ...) results(pcall(f, ...)) end
            """;

    /** A Lua literal of Latin-1 text. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                literal.append((char) c);
            } else {
                literal.append(String.format("\\%03d", c));
            }
        });
        return literal.append('"').toString();
    }
}
