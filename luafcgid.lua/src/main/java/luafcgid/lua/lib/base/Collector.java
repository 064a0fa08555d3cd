package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code collectgarbage} and {@code gcinfo}. The memory is the whole process's, and so is its collector: scripts may look, not touch. */
final class Collector {
    private static final double KILOBYTE = 1024;
    /** What C Lua begins with. */
    private static final long PAUSE = 200;

    private final Dialect dialect;
    private String mode = "incremental";
    private boolean running = true;

    Collector(Dialect dialect) {
        this.dialect = dialect;
    }

    Varargs info(Varargs ignored) {
        return LuaDouble.valueOf(Math.floor(used()));
    }

    private static double used() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / KILOBYTE;
    }

    Varargs collect(Varargs arguments) {
        String option = arguments.isnoneornil(1)
                ? "collect"
                : Arguments.string(1, arguments.arg1()).tojstring();
        return switch (option) {
            case "count" -> LuaDouble.valueOf(used());
            case "step" -> LuaValue.TRUE;
            case "collect" -> whole(0);
            case "stop", "restart" -> {
                running = option.equals("restart");
                yield whole(0);
            }
            case "setpause", "setstepmul" -> whole(PAUSE);
            case "isrunning" -> {
                require(dialect.isAtLeast(Dialect.LUA_5_2), option);
                yield LuaValue.valueOf(running);
            }
            case "generational", "incremental" -> mode(option);
            default -> throw invalid(option);
        };
    }

    private LuaValue mode(String next) {
        require(dialect == Dialect.LUA_5_2 || dialect.isAtLeast(Dialect.LUA_5_4), next);
        String before = mode;
        mode = next;
        return dialect == Dialect.LUA_5_2 ? whole(0) : LuaString.valueOf(before);
    }

    private static void require(boolean known, String option) {
        if (!known) {
            throw invalid(option);
        }
    }

    private static LuaError invalid(String option) {
        return Arguments.wrong(1, "invalid option '" + option + "'");
    }

    private LuaValue whole(long value) {
        return Numbers.whole(dialect, value);
    }
}
