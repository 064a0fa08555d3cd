package luafcgid.lua.lib.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.TimeZone;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the os library knows of time. */
public final class TimeFunctions {
    private static final double NANOSECONDS = 1e9;
    private static final LuaString DEFAULT_FORMAT = LuaString.valueOf("%c");

    private final LuaState state;
    private final Dialect dialect;

    public TimeFunctions(LuaState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    public void into(LuaTable table) {
        LibraryFunction.define(table, "clock", arguments -> LuaValue.valueOf(System.nanoTime() / NANOSECONDS));
        LibraryFunction.define(table, "date", this::date);
        LibraryFunction.define(table, "difftime", this::difference);
        LibraryFunction.define(table, "time", this::time);
    }

    private Varargs difference(Varargs arguments) {
        if (dialect.hasIntegers()) {
            return LuaValue.valueOf((double) integer(arguments, 1) - integer(arguments, 2));
        }
        double from = arguments.arg(2).isnil() ? 0 : Arguments.number(2, arguments.arg(2));
        return LuaValue.valueOf(Arguments.number(1, Arguments.at(arguments, 1)) - from);
    }

    private long integer(Varargs arguments, int index) {
        return Arguments.integer(dialect, index, Arguments.at(arguments, index));
    }

    private Varargs time(Varargs arguments) {
        LuaValue fields = arguments.arg1();
        if (fields.isnil()) {
            return Numbers.whole(dialect, Instant.now().getEpochSecond());
        }
        LuaTable table = Arguments.table(1, fields);
        ZonedDateTime time;
        try {
            time = TimeFields.read(state, table, ZoneId.systemDefault());
        } catch (DateTimeException | ArithmeticException e) {
            if (!dialect.hasIntegers()) {
                return LuaValue.NIL;
            }
            throw new LuaError("time result cannot be represented in this installation");
        }
        if (dialect.hasIntegers()) {
            TimeFields.fill(dialect, table, time);
        }
        return Numbers.whole(dialect, time.toEpochSecond());
    }

    private Varargs date(Varargs arguments) {
        LuaString format = arguments.arg1().isnil() ? DEFAULT_FORMAT : Arguments.string(1, arguments.arg1());
        long seconds =
                Arguments.integer(dialect, 2, arguments.arg(2), Instant.now().getEpochSecond());
        int start = format.m_length > 0 && format.luaByte(0) == '!' ? 1 : 0;
        ZonedDateTime time;
        try {
            time = Instant.ofEpochSecond(seconds).atZone(start == 1 ? ZoneOffset.UTC : ZoneId.systemDefault());
        } catch (DateTimeException e) {
            if (dialect == Dialect.LUA_5_1) {
                return LuaValue.NIL;
            }
            throw new LuaError("date result cannot be represented in this installation");
        }
        if (format.m_length >= start + 2 && format.luaByte(start) == '*' && format.luaByte(start + 1) == 't') {
            LuaTable table = new LuaTable(0, 9);
            TimeFields.fill(dialect, table, time);
            return table;
        }
        return new DateFormat(state, format, time).from(start);
    }

    /** As C calls the zone: by its abbreviation. */
    static String zoneName(ZonedDateTime time) {
        return time.getZone() instanceof ZoneOffset offset && offset.getTotalSeconds() == 0
                ? "GMT"
                : TimeZone.getTimeZone(time.getZone())
                        .getDisplayName(TimeFields.isDaylightSaving(time), TimeZone.SHORT, Locale.ENGLISH);
    }
}
