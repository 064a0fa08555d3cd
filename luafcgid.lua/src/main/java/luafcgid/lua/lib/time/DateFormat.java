package luafcgid.lua.lib.time;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaString;

/** Writes a time as {@code strftime} does in the locale C. Used by one thread, once. */
final class DateFormat {
    private static final String CONVERSIONS = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
    private static final String WITH_E = "cCxXyY";
    private static final String WITH_O = "deHImMSuUVwWy";

    private final LuaState state;
    private final LuaString format;
    private final boolean lenient;
    private final ZonedDateTime time;
    private final StringBuilder text = new StringBuilder();

    /** Lua 5.1 leaves it to the C library what to make of a conversion that is none. */
    DateFormat(LuaState state, LuaString format, ZonedDateTime time) {
        this.state = state;
        this.format = format;
        this.lenient = state.dialect() == Dialect.LUA_5_1;
        this.time = time;
    }

    /** The text of the format from an index on. */
    LuaString from(int start) {
        int next = start;
        while (next < format.m_length) {
            char c = at(next++);
            if (c == '%') {
                next = conversion(next);
            } else {
                text.append(c);
            }
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return LuaString.valueUsing(bytes);
    }

    /** Writes the conversion after a percent sign; returns the index behind it. */
    private int conversion(int start) {
        state.safepoint();
        char modifier = at(start);
        boolean modified = modifier == 'E' || modifier == 'O';
        String allowed = modifier == 'E' ? WITH_E : modifier == 'O' ? WITH_O : CONVERSIONS;
        int last = modified ? start + 1 : start;
        if (allowed.indexOf(at(last)) >= 0) {
            convert(at(last));
        } else {
            unknown(start - 1, Math.min(last + 1, format.m_length));
        }
        return last + 1;
    }

    /** A byte of the format; 0, which is no conversion, behind its end. */
    private char at(int index) {
        return index >= format.m_length ? 0 : (char) (format.m_bytes[format.m_offset + index] & 0xFF);
    }

    private void unknown(int start, int end) {
        StringBuilder specifier = new StringBuilder();
        for (int i = start; i < end; i++) {
            specifier.append(at(i));
        }
        if (!lenient) {
            throw Arguments.wrong(1, "invalid conversion specifier '" + specifier + "'");
        }
        text.append(specifier);
    }

    private void convert(char conversion) {
        switch (conversion) {
            case 'a' -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'A' -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'b', 'h' -> text.append(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'B' -> text.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'c' -> all("a b e T Y");
            case 'C' -> number(Math.floorDiv(time.getYear(), 100), 2, '0');
            case 'd' -> number(time.getDayOfMonth(), 2, '0');
            case 'D', 'x' -> all("m/d/y");
            case 'e' -> number(time.getDayOfMonth(), 2, ' ');
            case 'F' -> all("Y-m-d");
            case 'g' -> number(Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
            case 'G' -> number(time.get(IsoFields.WEEK_BASED_YEAR), 1, '0');
            case 'H' -> number(time.getHour(), 2, '0');
            case 'I' -> number(Math.floorMod(time.getHour() - 1, 12) + 1, 2, '0');
            case 'j' -> number(time.getDayOfYear(), 3, '0');
            case 'm' -> number(time.getMonthValue(), 2, '0');
            case 'M' -> number(time.getMinute(), 2, '0');
            case 'n' -> text.append('\n');
            case 'p' -> text.append(time.getHour() < 12 ? "AM" : "PM");
            case 'r' -> all("I:M:S p");
            case 'R' -> all("H:M");
            case 'S' -> number(time.getSecond(), 2, '0');
            case 't' -> text.append('\t');
            case 'T', 'X' -> all("H:M:S");
            case 'u' -> number(time.getDayOfWeek().getValue(), 1, '0');
            case 'U' -> number(week(DayOfWeek.SUNDAY), 2, '0');
            case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> number(time.getDayOfWeek().getValue() % 7, 1, '0');
            case 'W' -> number(week(DayOfWeek.MONDAY), 2, '0');
            case 'y' -> number(Math.floorMod(time.getYear(), 100), 2, '0');
            case 'Y' -> number(time.getYear(), 1, '0');
            case 'z' ->
                text.append(DateTimeFormatter.ofPattern("xx", Locale.ENGLISH).format(time));
            case 'Z' -> text.append(TimeFunctions.zoneName(time));
            default -> text.append(conversion);
        }
    }

    /** Letters are conversions, the rest is itself. */
    private void all(String conversions) {
        for (int i = 0; i < conversions.length(); i++) {
            char c = conversions.charAt(i);
            if (Character.isLetter(c)) {
                convert(c);
            } else {
                text.append(c);
            }
        }
    }

    /** The week of the year, when weeks begin on {@code first} and the days before the first such day are in week 0. */
    private int week(DayOfWeek first) {
        int sinceFirst = (int) ChronoUnit.DAYS.between(time.with(TemporalAdjusters.previousOrSame(first)), time);
        return (time.getDayOfYear() + 6 - sinceFirst) / 7;
    }

    private void number(int value, int width, char pad) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append(pad);
        }
        text.append(digits);
    }
}
