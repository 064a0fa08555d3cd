package luafcgid.lua.number;

import java.util.function.Supplier;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** The dialect of the state that the thread runs, for what is not told it: numbers that Java turns into text. */
public final class CurrentDialect {
    /** From here on {@code %.14g} rounds and writes an exponent. */
    private static final long PLAIN_INTEGERS_END = 100_000_000_000_000L;

    private static volatile Supplier<Dialect> source = () -> Dialect.LUA_5_1;

    private CurrentDialect() {}

    public static Dialect get() {
        return source.get();
    }

    /** Sets who knows it. */
    public static void ask(Supplier<Dialect> known) {
        source = known;
    }

    /** What is a 64-bit integer to Java is a float to a dialect that has no integers. */
    public static LuaString string(long value) {
        boolean plain = value > -PLAIN_INTEGERS_END && value < PLAIN_INTEGERS_END;
        Dialect dialect = plain ? Dialect.LUA_5_4 : get();
        return dialect.hasIntegers() ? NumberText.string(value) : NumberText.string((double) value, dialect);
    }

    public static LuaString string(double value) {
        return NumberText.string(value, get());
    }
}
