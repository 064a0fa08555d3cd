package luafcgid.lua.lib.time;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Indexing;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Times as tables: the fields of {@code os.date("*t")} and {@code os.time}. */
final class TimeFields {
    private static final LuaString IS_DST = LuaString.interned("isdst");
    private static final int NOON = 12;
    /** In place of a default. */
    private static final int REQUIRED = -1;

    private TimeFields() {}

    /** Sets all fields. */
    static void fill(Dialect dialect, LuaTable table, ZonedDateTime time) {
        set(dialect, table, "year", time.getYear());
        set(dialect, table, "month", time.getMonthValue());
        set(dialect, table, "day", time.getDayOfMonth());
        set(dialect, table, "hour", time.getHour());
        set(dialect, table, "min", time.getMinute());
        set(dialect, table, "sec", time.getSecond());
        set(dialect, table, "yday", time.getDayOfYear());
        set(dialect, table, "wday", time.getDayOfWeek().getValue() % 7 + 1);
        table.rawset(IS_DST, LuaValue.valueOf(isDaylightSaving(time)));
    }

    private static void set(Dialect dialect, LuaTable table, String name, int value) {
        table.rawset(LuaString.interned(name), Numbers.whole(dialect, value));
    }

    /**
     * The time that the fields mean: what is out of its range counts on.
     *
     * @throws DateTimeException where that is beyond what there is
     */
    static ZonedDateTime read(LuaState state, LuaTable table, ZoneId zone) {
        boolean yearFirst = state.dialect().isAtLeast(Dialect.LUA_5_4);
        // Which of several that are wrong is named depends on the order.
        long year = yearFirst ? field(state, table, "year", REQUIRED) : 0;
        long month = yearFirst ? field(state, table, "month", REQUIRED) : 0;
        long day = yearFirst ? field(state, table, "day", REQUIRED) : 0;
        long hour = yearFirst ? field(state, table, "hour", NOON) : 0;
        long minute = yearFirst ? field(state, table, "min", 0) : 0;
        long second = field(state, table, "sec", 0);
        if (!yearFirst) {
            minute = field(state, table, "min", 0);
            hour = field(state, table, "hour", NOON);
            day = field(state, table, "day", REQUIRED);
            month = field(state, table, "month", REQUIRED);
            year = field(state, table, "year", REQUIRED);
        }
        LuaValue saving = Indexing.get(state, table, IS_DST);
        ZonedDateTime time = LocalDateTime.of(Math.toIntExact(year), 1, 1, 0, 0)
                .plusMonths(month - 1)
                .plusDays(day - 1)
                .plusHours(hour)
                .plusMinutes(minute)
                .plusSeconds(second)
                .atZone(zone);
        return saving.isnil() ? time : asSaid(time, saving.toboolean());
    }

    /** A time that is said to be, or not to be, daylight saving time, and is not. */
    private static ZonedDateTime asSaid(ZonedDateTime time, boolean saving) {
        if (saving == isDaylightSaving(time) || time.getZone().getRules().isFixedOffset()) {
            return time;
        }
        return saving ? time.minusHours(1) : time.plusHours(1);
    }

    static boolean isDaylightSaving(ZonedDateTime time) {
        return time.getZone().getRules().isDaylightSavings(time.toInstant());
    }

    private static long field(LuaState state, LuaTable table, String name, int otherwise) {
        LuaValue value = Indexing.get(state, table, LuaString.interned(name));
        LuaValue number = value instanceof LuaString ? value.tonumber() : value;
        boolean integers = state.dialect().hasIntegers();
        if (number instanceof LuaNumber && (!integers || isInteger(number))) {
            long field = number instanceof LuaInteger ? number.tolong() : (long) number.todouble();
            if (integers && Math.abs(field) > Integer.MAX_VALUE / 2) {
                throw new LuaError("field '" + name + "' is out-of-bound");
            }
            return field;
        }
        if (integers && !value.isnil()) {
            throw new LuaError("field '" + name + "' is not an integer");
        }
        if (otherwise == REQUIRED) {
            throw new LuaError("field '" + name + "' missing in date table");
        }
        return otherwise;
    }

    private static boolean isInteger(LuaValue number) {
        return number instanceof LuaInteger || Arguments.isIntegral(((LuaNumber) number).todouble());
    }
}
