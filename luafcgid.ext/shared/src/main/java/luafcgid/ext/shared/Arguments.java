package luafcgid.ext.shared;

import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a function of a dictionary was called with.
 *
 * @param function   its name, for messages
 * @param dictionary what it works on
 * @param all        the arguments as Lua gave them
 * @param skipped    how many of them come before the first: 1 where a method has its object there
 */
record Arguments(String function, Handle dictionary, Varargs all, int skipped) {
    private static final int MAX_KEY = 65_535;
    private static final double LONGEST = 1e9;

    LuaValue value(int index) {
        return all.arg(skipped + index);
    }

    boolean has(int index) {
        return !value(index).isnil();
    }

    SharedDictionary target() {
        return dictionary.target();
    }

    /** The first argument: which entry is meant. */
    Text key() {
        LuaValue value = value(1);
        if (value instanceof LuaString string) {
            Text key = dictionary.key(string);
            if (key.length() == 0) {
                throw new StoreException("empty key");
            }
            if (key.length() > MAX_KEY) {
                throw new StoreException("key too long: " + key.length() + " bytes, allowed are " + MAX_KEY);
            }
            return key;
        }
        if (value.type() == LuaValue.TNUMBER) {
            return LuaToData.text(value.strvalue());
        }
        throw wrong(1, "string", value);
    }

    /** Plain data; not nil. */
    Data data(int index) {
        if (!has(index)) {
            throw wrong(index, "value", value(index));
        }
        return data(index, value(index));
    }

    /** As {@link #data(int)}, of what a function made in the place of that argument. */
    Data data(int index, LuaValue value) {
        try {
            return LuaToData.copy(value, dictionary.room());
        } catch (UnsharableException e) {
            throw new LuaError(bad(index) + e.getMessage() + ")");
        }
    }

    Numeric number(int index) {
        LuaValue value = value(index);
        if (value.isnumber() && LuaToData.copy(value.tonumber(), 0) instanceof Numeric number) {
            return number;
        }
        throw wrong(index, "number", value);
    }

    Numeric number(int index, Numeric otherwise) {
        return has(index) ? number(index) : otherwise;
    }

    int integer(int index, int otherwise) {
        if (!has(index)) {
            return otherwise;
        }
        double number = number(index).asDouble();
        if (number < 0 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
            throw new LuaError(bad(index) + "whole number from 0 to " + Integer.MAX_VALUE + " expected, got "
                    + value(index).tojstring() + ")");
        }
        return (int) number;
    }

    /** Seconds from 0. */
    double seconds(int index, double otherwise) {
        if (!has(index)) {
            return otherwise;
        }
        double seconds = number(index).asDouble();
        if (!(seconds >= 0)) {
            throw new LuaError(
                    bad(index) + "seconds from 0 expected, got " + value(index).tojstring() + ")");
        }
        return Math.min(seconds, LONGEST);
    }

    /** Seconds to live; none or 0 for no end. */
    Ttl ttl(int index) {
        double seconds = seconds(index, 0);
        return seconds == 0 ? Ttl.FOREVER : Ttl.ofSeconds(seconds);
    }

    /** As {@link #ttl}, but none for what the entry has. */
    Ttl ttlOrKeep(int index) {
        return has(index) ? ttl(index) : Ttl.KEEP;
    }

    LuaError wrong(int index, String expected, LuaValue got) {
        String type = all.narg() < skipped + index ? "no value" : got.typename();
        return new LuaError(bad(index) + expected + " expected, got " + type + ")");
    }

    private String bad(int index) {
        return "bad argument #" + index + " to '" + function + "' (";
    }
}
