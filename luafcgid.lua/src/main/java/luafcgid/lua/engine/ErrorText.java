package luafcgid.lua.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Says what LuaJ says in Lua's words. */
public final class ErrorText {
    private static final Pattern CALL = Pattern.compile("attempt to call (\\w+)");
    private static final Pattern INDEX =
            Pattern.compile("attempt to index \\? \\(a (\\w+) value\\)|index expected, got (\\w+)");
    private static final Pattern ARITHMETIC =
            Pattern.compile("attempt to perform arithmetic (?:'?\\w+'? )?on (\\w+)(?: and (\\w+))?");
    private static final Pattern CONCATENATE = Pattern.compile("attempt to concatenate (\\w+) and (\\w+)");
    private static final Pattern COMPARE =
            Pattern.compile("attempt to compare (?:__\\w+ on )?(\\w+) (?:and|with) (\\w+)");
    private static final Pattern LENGTH = Pattern.compile("attempt to get length of (\\w+)");
    private static final Pattern ARGUMENT = Pattern.compile("bad argument(?: (#\\d+))?: (.*)", Pattern.DOTALL);

    private ErrorText() {}

    /** The error's value, as {@code pcall} returns it. */
    static LuaValue value(LuaError error) {
        LuaValue value = error.getMessageObject();
        if (error instanceof RaisedError || value == null) {
            return value == null ? LuaValue.NIL : value;
        }
        return value.type() == LuaValue.TSTRING ? LuaString.valueOf(reword(value.tojstring())) : value;
    }

    /** The error as a person reads it. */
    public static String text(LuaValue value) {
        if (value.isstring()) {
            return value.tojstring();
        }
        LuaValue convert = value.metatag(LuaValue.TOSTRING);
        if (!convert.isnil()) {
            try {
                return convert.call(value).tojstring();
            } catch (LuaError | StackOverflowError | Unwind e) {
                return "(error object whose __tostring fails)";
            }
        }
        return "(error object is a " + value.typename() + " value)";
    }

    static String reword(String message) {
        return reword(message, null, 0);
    }

    /** The message without a position; names the variable when the instruction that failed is known. */
    static String reword(String message, @Nullable Prototype p, int pc) {
        Matcher m = CALL.matcher(message);
        if (m.matches()) {
            return "attempt to call " + value(p == null ? null : Operand.called(p, pc), m.group(1));
        }
        m = INDEX.matcher(message);
        if (m.matches()) {
            String type = m.group(1) != null ? m.group(1) : m.group(2);
            return "attempt to index " + value(p == null ? null : Operand.indexed(p, pc), type);
        }
        m = ARITHMETIC.matcher(message);
        if (m.matches()) {
            return "attempt to perform arithmetic on " + culprit(m.group(1), m.group(2), "number", p, pc);
        }
        m = CONCATENATE.matcher(message);
        if (m.matches()) {
            return "attempt to concatenate " + culprit(m.group(1), m.group(2), "string", null, pc);
        }
        m = COMPARE.matcher(message);
        if (m.matches()) {
            return m.group(1).equals(m.group(2))
                    ? "attempt to compare two " + m.group(1) + " values"
                    : "attempt to compare " + m.group(1) + " with " + m.group(2);
        }
        m = LENGTH.matcher(message);
        if (m.matches()) {
            return "attempt to get length of " + value(p == null ? null : Operand.used(p, pc, false), m.group(1));
        }
        m = ARGUMENT.matcher(message);
        if (m.matches()) {
            Operand function = p == null ? null : Operand.called(p, pc);
            return "bad argument"
                    + (m.group(1) == null ? "" : " " + m.group(1))
                    + (function == null ? "" : " to '" + function.name() + "'")
                    + " (" + m.group(2) + ")";
        }
        return message;
    }

    /** Of two operands the one that cannot be used. */
    private static String culprit(String first, @Nullable String second, String fine, @Nullable Prototype p, int pc) {
        boolean blameSecond =
                second != null && (first.equals(fine) || (isConvertible(first) && !isConvertible(second)));
        String type = blameSecond && second != null ? second : first;
        return value(p == null ? null : Operand.used(p, pc, blameSecond), type);
    }

    private static boolean isConvertible(String type) {
        return type.equals("number") || type.equals("string");
    }

    private static String value(@Nullable Operand operand, String type) {
        boolean named = operand != null && !operand.kind().equals("constant");
        return named ? operand + " (a " + type + " value)" : "a " + type + " value";
    }
}
