package luafcgid.lua.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * Says in Lua's words what Java code that works with LuaJ's values says.
 *
 * @param stack  where it was said
 * @param called the function that was called protected
 */
record Rewording(LuaState state, CallStack stack, @Nullable LuaValue called) {
    private static final Pattern CALL = Pattern.compile("attempt to call (\\w+)");
    private static final Pattern INDEX =
            Pattern.compile("attempt to index \\? \\(a (\\w+) value\\)|index expected, got (\\w+)");
    private static final Pattern ARITHMETIC =
            Pattern.compile("attempt to perform arithmetic (?:'?\\w+'? )?on (\\w+)(?: and (\\w+))?");
    private static final Pattern CONCATENATE = Pattern.compile("attempt to concatenate (\\w+) and (\\w+)");
    private static final Pattern COMPARE =
            Pattern.compile("attempt to compare (?:__\\w+ on )?(\\w+) (?:and|with) (\\w+)");
    private static final Pattern LENGTH = Pattern.compile("attempt to get length of (\\w+)");
    private static final Pattern ARGUMENT = Pattern.compile("bad argument(?: #(\\d+))?: (.*)", Pattern.DOTALL);

    String of(String message) {
        if (message.startsWith("bad argument")) {
            Matcher m = ARGUMENT.matcher(message);
            return m.matches() ? argument(m.group(1), m.group(2)) : message;
        }
        return message.startsWith("attempt to ") || message.startsWith("index expected") ? attempt(message) : message;
    }

    private String attempt(String message) {
        Matcher m = CALL.matcher(message);
        if (m.matches()) {
            return "attempt to call " + value(0, m.group(1));
        }
        m = INDEX.matcher(message);
        if (m.matches()) {
            return "attempt to index " + value(0, m.group(1) != null ? m.group(1) : m.group(2));
        }
        m = ARITHMETIC.matcher(message);
        if (m.matches()) {
            return "attempt to perform arithmetic on " + culprit(m.group(1), m.group(2), "number");
        }
        m = CONCATENATE.matcher(message);
        if (m.matches()) {
            return "attempt to concatenate " + culprit(m.group(1), m.group(2), "string");
        }
        m = COMPARE.matcher(message);
        if (m.matches()) {
            return m.group(1).equals(m.group(2))
                    ? "attempt to compare two " + m.group(1) + " values"
                    : "attempt to compare " + m.group(1) + " with " + m.group(2);
        }
        m = LENGTH.matcher(message);
        return m.matches() ? "attempt to get length of " + value(0, m.group(1)) : message;
    }

    /** Of two operands the one that cannot be used. */
    private String culprit(String first, @Nullable String second, String fine) {
        return second != null && (first.equals(fine) || (isConvertible(first) && !isConvertible(second)))
                ? value(1, second)
                : value(0, first);
    }

    private static boolean isConvertible(String type) {
        return type.equals("number") || type.equals("string");
    }

    private String value(int operand, String type) {
        Level inner = stack.level(0);
        Site site = inner == null ? null : inner.site();
        Name name = site == null ? Name.NONE : Wording.operand(state.dialect(), site, operand);
        return Wording.value(state.dialect(), name, type);
    }

    private String argument(@Nullable String index, String what) {
        Name function = function();
        if (index == null) {
            return "bad argument to '" + function.name() + "' (" + what + ")";
        }
        int number = Integer.parseInt(index) - (function.kind().equals("method") ? 1 : 0);
        return number == 0
                ? "calling '" + function.name() + "' on bad self (" + what + ")"
                : "bad argument #" + number + " to '" + function.name() + "' (" + what + ")";
    }

    /** The library function that complains. */
    private Name function() {
        Level inner = stack.level(0);
        Site site = inner == null ? null : inner.site();
        Name name = site != null ? site.operand(0) : state.frames().findsLibraries() ? stack.name(0) : Name.NONE;
        if (!name.name().isEmpty()) {
            return name;
        }
        LuaValue failed = inner == null || inner.value() == null ? called : inner.value();
        String loaded = failed == null || state.dialect() == Dialect.LUA_5_1 ? "" : LoadedNames.of(state, failed);
        return new Name("", loaded.isEmpty() ? "?" : loaded);
    }
}
