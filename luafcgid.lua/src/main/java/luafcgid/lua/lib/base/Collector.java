package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.limits.FullCollection;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code collectgarbage} and {@code gcinfo}. The memory is the whole process's, and so is its collector: it is asked to collect only
 * for scripts that could see whether it did, those with weak tables or many open files; what else they tell it is remembered, and that is all.
 */
final class Collector {
    private static final int KILOBYTE = 1024;
    /** The least that 5.3 takes for a step. */
    private static final long LEAST_STEP = 40;
    /** 5.4 keeps a quarter of each parameter, in a byte. */
    private static final long UNIT = 4;

    private final LuaState state;
    private final Dialect dialect;
    /** {@code lua5.4} begins so. */
    private String mode = "generational";

    private boolean running = true;
    private long pause = 200;
    private long step;
    private long majorStep = 200;

    Collector(LuaState state) {
        this.state = state;
        this.dialect = state.dialect();
        this.step = dialect.isAtLeast(Dialect.LUA_5_4) ? 100 : 200;
    }

    Varargs info(Varargs ignored) {
        return LuaDouble.valueOf(Math.floor((double) used() / KILOBYTE));
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    Varargs collect(Varargs arguments) {
        String option = arguments.isnoneornil(1)
                ? "collect"
                : Arguments.string(1, arguments.arg1()).tojstring();
        return switch (option) {
            case "count" -> count(arguments);
            case "step" -> {
                number(arguments, 2);
                collect();
                yield LuaValue.TRUE;
            }
            case "collect" -> {
                checkUnused(arguments);
                collect();
                yield whole(0);
            }
            case "stop", "restart" -> {
                checkUnused(arguments);
                running = option.equals("restart");
                yield whole(0);
            }
            case "setpause" -> {
                long before = pause;
                pause = kept(number(arguments, 2));
                yield whole(before);
            }
            case "setstepmul" -> {
                long before = step;
                step = kept(Math.max(dialect == Dialect.LUA_5_3 ? LEAST_STEP : 0, number(arguments, 2)));
                yield whole(before);
            }
            default -> newer(option, arguments);
        };
    }

    private Varargs newer(String option, Varargs arguments) {
        boolean modes = dialect == Dialect.LUA_5_2 || dialect.isAtLeast(Dialect.LUA_5_4);
        if (option.equals("isrunning") && dialect.isAtLeast(Dialect.LUA_5_2)) {
            checkUnused(arguments);
            return LuaValue.valueOf(running);
        }
        if (option.equals("setmajorinc") && dialect == Dialect.LUA_5_2) {
            long before = majorStep;
            majorStep = number(arguments, 2);
            return whole(before);
        }
        if (modes && (option.equals("generational") || option.equals("incremental"))) {
            number(arguments, 2);
            return mode(option, arguments);
        }
        throw Arguments.wrong(1, "invalid option '" + option + "'");
    }

    private LuaValue mode(String next, Varargs arguments) {
        if (dialect == Dialect.LUA_5_2) {
            return whole(0);
        }
        for (int i = 3; i <= (next.equals("generational") ? 3 : 4); i++) {
            number(arguments, i);
        }
        String before = mode;
        mode = next;
        return LuaString.valueOf(before);
    }

    private Varargs count(Varargs arguments) {
        checkUnused(arguments);
        long bytes = used();
        LuaValue kilobytes = LuaDouble.valueOf((double) bytes / KILOBYTE);
        return dialect == Dialect.LUA_5_2 ? LuaValue.varargsOf(kilobytes, whole(bytes % KILOBYTE)) : kilobytes;
    }

    private void collect() {
        if (state.showsCollections()) {
            FullCollection.request(state::safepoint);
        }
    }

    /** Before 5.4 all options look at an argument that few of them use. */
    private void checkUnused(Varargs arguments) {
        if (!dialect.isAtLeast(Dialect.LUA_5_4)) {
            number(arguments, 2);
        }
    }

    private long number(Varargs arguments, int index) {
        return Arguments.integer(dialect, index, arguments.arg(index), 0);
    }

    private long kept(long value) {
        return dialect.isAtLeast(Dialect.LUA_5_4) ? value / UNIT * UNIT : value;
    }

    private LuaValue whole(long value) {
        return Numbers.whole(dialect, value);
    }
}
