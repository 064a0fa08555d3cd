package luafcgid.lua.runtime;

import java.util.List;
import java.util.function.Function;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;

/**
 * Words a call stack as {@code debug.traceback} of its dialect does.
 *
 * @param globals the name under which {@code package.loaded} leads to the function at a level; empty for none
 */
record StackText(CallStack stack, Function<Integer, String> globals) {
    /** How many levels are shown at both ends of a deep stack: before 5.3, and since. */
    private static final int FIRST_OLD = 12;

    private static final int LAST_OLD = 10;
    private static final int FIRST = 10;
    private static final int LAST = 11;

    /** The levels from {@code first} on, a line for each. */
    String from(int first) {
        StringBuilder text = new StringBuilder("stack traceback:");
        int end = stack.levels().size();
        int gap = gapBegin(first, end);
        int resume = gap < 0 ? 0 : end - (dialect() == Dialect.LUA_5_1 ? LAST_OLD : LAST);
        for (int level = first; level < end; level++) {
            if (level == gap && resume > level) {
                text.append("\n\t...");
                if (dialect() == Dialect.LUA_5_4) {
                    text.append("\t(skipping ").append(resume - level - 1).append(" levels)");
                }
                level = resume;
            }
            append(text, level);
        }
        return text.toString();
    }

    /** The first level that is left out; -1 where all are shown. */
    private int gapBegin(int first, int end) {
        return switch (dialect()) {
            case LUA_5_1 -> end - FIRST_OLD > LAST_OLD + 1 ? FIRST_OLD : -1;
            case LUA_5_2 -> end - 1 > FIRST_OLD + LAST_OLD ? FIRST_OLD - 1 : -1;
            case LUA_5_3, LUA_5_4 -> end - 1 - first > FIRST + LAST ? first + FIRST : -1;
        };
    }

    private Dialect dialect() {
        return stack.dialect();
    }

    private void append(StringBuilder text, int at) {
        Level level = stack.levels().get(at);
        String what = describe(at);
        text.append("\n\t").append(level.source(dialect())).append(':');
        if (level.line() > 0) {
            text.append(level.line()).append(':');
        }
        boolean unknown = what.equals("?") && dialect() == Dialect.LUA_5_1;
        text.append(unknown ? " " : " in ").append(what);
        if (level.tailCalled() && level.isLua()) {
            text.append("\n\t(...tail calls...)");
        }
    }

    String describe(int at) {
        Level level = stack.levels().get(at);
        Name name = stack.name(at);
        boolean named = !name.name().isEmpty();
        FunctionInfo function = level.function();
        String global = dialect().isAtLeast(Dialect.LUA_5_3) || (!named && function == null) ? globals.apply(at) : "";
        if (!global.isEmpty() && dialect() != Dialect.LUA_5_1) {
            return "function '" + global + "'";
        }
        if (named) {
            return kind(name) + " '" + name.name() + "'";
        }
        if (function == null) {
            return "?";
        }
        return function.line() == 0
                ? "main chunk"
                : "function <" + level.source(dialect()) + ":" + function.line() + ">";
    }

    private String kind(Name name) {
        boolean plain = !dialect().isAtLeast(Dialect.LUA_5_3)
                || name.kind().equals("global")
                || List.of("", "constant").contains(name.kind());
        return plain ? "function" : name.kind();
    }
}
