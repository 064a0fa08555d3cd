package luafcgid.ext.log;

import java.util.List;
import java.util.Locale;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The modules {@code logging} and {@code logging.console}, which are LuaLogging's; its console is the daemon's log. */
final class LoggingModule {
    private static final String LOWEST = "DEBUG";
    private static final String OFF = "OFF";

    /** From what matters least; the last is for switching off. */
    private static final List<String> LEVELS = List.of(LOWEST, "INFO", "WARN", "ERROR", "FATAL", OFF);

    private final Entries entries;
    private String defaultLevel = LOWEST;

    LoggingModule(Entries entries) {
        this.entries = entries;
    }

    LuaTable logging() {
        LuaTable logging = new LuaTable();
        LEVELS.forEach(level -> logging.rawset(level, LuaValue.valueOf(level)));
        LibraryFunction.define(logging, "new", arguments -> {
            if (!arguments.arg1().isfunction()) {
                throw new LuaError(
                        "Appender must be a function, got: " + arguments.arg1().typename() + ".");
            }
            return logger(arguments.arg1(), levelOrDefault(arguments.arg(2)));
        });
        LibraryFunction.define(logging, "tostring", arguments -> LuaValue.valueOf(Text.of(arguments.arg1())));
        LibraryFunction.define(logging, "defaultLevel", arguments -> {
            defaultLevel = levelOrDefault(arguments.arg1());
            return LuaValue.valueOf(defaultLevel);
        });
        LuaValue console = console();
        logging.rawset("console", console);
        LibraryFunction.define(logging, "defaultLogger", arguments -> console.call());
        return logging;
    }

    /** Patterns and destination are of no use here: the daemon's log has its own. */
    LuaTable console() {
        LibraryFunction.Body create = arguments -> {
            LuaValue options = arguments.arg1();
            LuaValue level = options.istable() ? options.get("logLevel") : LuaValue.NIL;
            return logger(new LibraryFunction("append", this::append), levelOrDefault(level));
        };
        LuaTable console = new LuaTable();
        LibraryFunction.define(console, "new", create);
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.CALL, new LibraryFunction("console", arguments -> create.call(arguments.subargs(2))));
        console.setmetatable(metatable);
        return console;
    }

    private Varargs append(Varargs arguments) {
        LogLevel level =
                switch (arguments.arg(2).tojstring()) {
                    case "DEBUG" -> LogLevel.DEBUG;
                    case "WARN" -> LogLevel.WARN;
                    case "ERROR", "FATAL" -> LogLevel.ERROR;
                    default -> LogLevel.INFO;
                };
        if (entries.isEnabled(level)) {
            entries.write(level, arguments.arg(3), LuaValue.NIL);
        }
        return LuaValue.TRUE;
    }

    private LuaTable logger(LuaValue append, String level) {
        LuaTable logger = new LuaTable();
        logger.rawset("append", append);
        LEVELS.forEach(each -> logger.rawset(each, LuaValue.valueOf(each)));
        LibraryFunction.define(logger, "setLevel", arguments -> {
            String before = logger.get("level").tojstring();
            String after = level(arguments.arg(2));
            set(logger, after);
            if (!before.equals(after) && isOn(logger, LOWEST)) {
                emit(logger, LOWEST, LuaValue.valueOf("Logger: changing loglevel from " + before + " to " + after));
            }
            return LuaValue.NONE;
        });
        LibraryFunction.define(logger, "log", arguments -> {
            String asked = level(arguments.arg(2));
            return isOn(logger, asked) ? emit(logger, asked, message(arguments.subargs(3))) : LuaValue.NONE;
        });
        LibraryFunction.define(logger, "getPrint", arguments -> print(logger, level(arguments.arg(2))));
        set(logger, level);
        return logger;
    }

    /** A level that is off has a function that does nothing, so that it costs nothing. */
    private static void set(LuaTable logger, String level) {
        logger.rawset("level", LuaValue.valueOf(level));
        for (String each : LEVELS) {
            boolean on = isOn(logger, each);
            LibraryFunction.define(
                    logger,
                    each.toLowerCase(Locale.ROOT),
                    arguments -> on ? emit(logger, each, message(arguments.subargs(2))) : LuaValue.NONE);
        }
    }

    private static boolean isOn(LuaTable logger, String level) {
        return !level.equals(OFF)
                && LEVELS.indexOf(level) >= LEVELS.indexOf(logger.get("level").tojstring());
    }

    private static Varargs emit(LuaTable logger, String level, LuaValue message) {
        return logger.get("append").invoke(logger, LuaValue.valueOf(level), message);
    }

    /** A format and its values, a function that makes the message, or any value. */
    private static LuaValue message(Varargs arguments) {
        LuaValue first = arguments.arg1();
        if (first.isfunction()) {
            return first.invoke(arguments.subargs(2)).arg1();
        }
        if (first.type() != LuaValue.TSTRING) {
            return LuaValue.valueOf(Text.of(first));
        }
        if (arguments.narg() < 2) {
            return first;
        }
        try {
            return first.get("format").invoke(arguments).arg1();
        } catch (LuaError e) {
            return LuaValue.valueOf("Error formatting log message: " + e.getMessage());
        }
    }

    private static LuaFunction print(LuaTable logger, String level) {
        return new LibraryFunction("print", arguments -> {
            if (isOn(logger, level)) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= arguments.narg(); i++) {
                    text.append(i == 1 ? "" : " ").append(Text.of(arguments.arg(i)));
                }
                text.toString().lines().forEach(line -> emit(logger, level, LuaValue.valueOf(line)));
            }
            return LuaValue.NONE;
        });
    }

    private String levelOrDefault(LuaValue value) {
        return value.isnil() ? defaultLevel : level(value);
    }

    private static String level(LuaValue value) {
        String level = value.tojstring();
        if (!LEVELS.contains(level)) {
            throw new LuaError("undefined level '" + level + "': there are " + String.join(", ", LEVELS));
        }
        return level;
    }
}
