package luafcgid.lua.lib.base;

import java.util.function.Supplier;
import luafcgid.lua.LogText;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** 5.4's {@code warn}: to the log, once {@code warn("@on")} was said. */
final class Warnings {
    private final Supplier<System.Logger> log;
    private boolean on;

    Warnings(Supplier<System.Logger> log) {
        this.log = log;
    }

    Varargs warn(Varargs arguments) {
        StringBuilder message = new StringBuilder();
        for (int i = 1; i <= Math.max(1, arguments.narg()); i++) {
            LuaString piece = Arguments.string(i, Arguments.at(arguments, i));
            message.append(piece.tojstring());
        }
        String text = message.toString();
        if (arguments.narg() == 1 && text.startsWith("@")) {
            on = text.equals("@on") || (on && !text.equals("@off"));
        } else if (on) {
            log.get().log(System.Logger.Level.WARNING, "Lua warning: {0}", LogText.escape(text));
        }
        return LuaValue.NONE;
    }
}
