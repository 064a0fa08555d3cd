package luafcgid.lua.lib.coroutine;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine that a function of the library is given. */
record ThreadArgument(Dialect dialect) {
    LuaThread first(Varargs arguments) {
        LuaValue value = Arguments.at(arguments, 1);
        if (value instanceof LuaThread thread) {
            return thread;
        }
        throw switch (dialect) {
            case LUA_5_1, LUA_5_2 -> Arguments.wrong(1, "coroutine expected");
            case LUA_5_3 -> Arguments.wrong(1, "thread expected");
            case LUA_5_4 -> Arguments.wrongType(1, value, "thread");
        };
    }
}
