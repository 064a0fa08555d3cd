package luafcgid.ext.log;

import java.util.regex.Pattern;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code log}, and the loggers that it makes: tables of functions, which may be called as methods too. */
final class LogModule {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)*");
    private static final int LONGEST_NAME = 100;

    LuaTable logger(Entries entries) {
        LuaTable logger = new LuaTable();
        for (LogLevel level : LogLevel.values()) {
            define(logger, level.text(), arguments -> write(entries, level, arguments));
        }
        define(logger, "level", arguments -> LuaValue.valueOf(level(entries)));
        define(
                logger,
                "enabled",
                arguments -> LuaValue.valueOf(
                        entries.isEnabled(LogLevel.of(arguments.arg1().tojstring()))));
        define(logger, "with", arguments -> logger(entries.with(table(arguments, 1))));
        define(logger, "named", arguments -> logger(entries.named(name(arguments))));
        return logger;
    }

    private static void define(LuaTable logger, String name, LibraryFunction.Body body) {
        LibraryFunction.define(
                logger,
                name,
                arguments -> body.call(logger.raweq(arguments.arg1()) ? arguments.subargs(2) : arguments));
    }

    private static Varargs write(Entries entries, LogLevel level, Varargs arguments) {
        if (entries.isEnabled(level)) {
            LuaValue fields = arguments.isnoneornil(2) ? LuaValue.NIL : table(arguments, 2);
            LuaValue message = arguments.arg1();
            entries.write(level, message.isfunction() ? message.call() : message, fields);
        }
        return LuaValue.NONE;
    }

    private static String level(Entries entries) {
        for (LogLevel level : LogLevel.values()) {
            if (entries.isEnabled(level)) {
                return level.text();
            }
        }
        return "off";
    }

    private static LuaTable table(Varargs arguments, int index) {
        LuaValue value = arguments.arg(index);
        if (value instanceof LuaTable table) {
            return table;
        }
        throw new LuaError("bad argument #" + index + ": table expected, got "
                + (index > arguments.narg() ? "no value" : value.typename()));
    }

    private static String name(Varargs arguments) {
        String name = arguments.arg1().tojstring();
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new LuaError("bad argument #1: '" + name
                    + "': the name of a log has letters, digits, '_' and '-', with dots between, up to "
                    + LONGEST_NAME);
        }
        return name;
    }
}
