package luafcgid.lua.runtime;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What calls return, and lists of values made of it. */
public final class Results {
    private Results() {}

    /** The first value, once pending calls are made; nil where there is none. NONE is one object. */
    @SuppressWarnings("ReferenceEquality")
    public static LuaValue first(Varargs results) {
        if (results instanceof LuaValue value) {
            return value == LuaValue.NONE ? LuaValue.NIL : value;
        }
        return all(results).arg1();
    }

    /** All values, once pending calls are made. */
    public static Varargs all(Varargs results) {
        return results instanceof TailCall pending ? pending.make() : results;
    }

    /** The value at a position that counts from 1. */
    public static LuaValue at(Varargs values, int position) {
        return values.arg(position);
    }

    /** Some values and what follows them. */
    public static Varargs list(LuaValue[] values, Varargs rest) {
        return LuaValue.varargsOf(values, rest);
    }

    /** What a vararg function was given beyond its named parameters. */
    public static Varargs beyond(Varargs arguments, int named) {
        return named == 0 ? arguments : arguments.subargs(named + 1);
    }

    /** The table {@code arg} of 5.1. */
    public static LuaTable table(Varargs values) {
        int count = values.narg();
        LuaTable table = new LuaTable(count, 1);
        for (int i = 1; i <= count; i++) {
            table.rawset(i, values.arg(i));
        }
        table.rawset(LuaValue.valueOf("n"), LuaValue.valueOf(count));
        return table;
    }

    /** Puts the values of an open list at the end of a constructor into its table. */
    public static void append(LuaTable table, int first, Varargs values) {
        int count = values.narg();
        table.presize(first + count - 1);
        for (int i = 0; i < count; i++) {
            table.rawset(first + i, values.arg(i + 1));
        }
    }
}
