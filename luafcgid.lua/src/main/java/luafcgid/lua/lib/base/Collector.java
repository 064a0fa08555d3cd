package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
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
        String option =
                arguments.isnoneornil(1) ? "collect" : Arguments.string(1, arguments.arg1()).tojstring();
        switch (option) {
            case "count":
                return LuaDouble.valueOf(used());
            case "step":
                return LuaValue.TRUE;
            case "collect":
                return whole(0);
            case "stop":
            case "restart":
                running = option.equals("restart");
                return whole(0);
            case "setpause":
            case "setstepmul":
                return whole(PAUSE);
            case "isrunning":
                if (dialect.isAtLeast(Dialect.LUA_5_2)) {
                    return LuaValue.valueOf(running);
                }
                break;
            case "generational":
            case "incremental":
                if (dialect == Dialect.LUA_5_2) {
                    return whole(0);
                }
                if (dialect.isAtLeast(Dialect.LUA_5_4)) {
                    String before = mode;
                    mode = option;
                    return LuaString.valueOf(before);
                }
                break;
            default:
                break;
        }
        throw Arguments.wrong(1, "invalid option '" + option + "'");
    }

    private LuaValue whole(long value) {
        return Numbers.whole(dialect, value);
    }
}
