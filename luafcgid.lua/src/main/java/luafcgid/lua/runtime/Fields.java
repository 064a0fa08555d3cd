package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The quick ways to what tables hold, for code where every number is a float: none of them asks a metatable, and all tell where they found
 * nothing. A float is kept as {@link LuaTable#FLOAT} and the number beside it. Small, so that they become part of the code that calls them.
 */
@SuppressWarnings("ReferenceEquality") // there is one mark
public final class Fields {
    private Fields() {}

    /** Where a table has a name; negative where it is no table, or has not. */
    public static int slot(LuaValue object, LuaString name, Place place) {
        return object instanceof LuaTable table ? place.find(table, name) : -1;
    }

    /** What a table has there: null for nil and for an integer, which only a library may have stored; the mark for a float. */
    public static @Nullable LuaValue tag(LuaValue table, int slot) {
        LuaValue tag = ((LuaTable) table).tagAt(slot);
        return tag == LuaTable.INTEGER ? null : tag;
    }

    /** The float that a table has there. */
    public static double number(LuaValue table, int slot) {
        return Double.longBitsToDouble(((LuaTable) table).bitsAt(slot));
    }

    /** As {@link #tag(LuaValue, int)}, for a whole number; null also where it is no table, or the item is elsewhere. */
    public static @Nullable LuaValue tag(LuaValue object, long key) {
        LuaValue tag = object instanceof LuaTable table ? table.tag(key) : null;
        return tag == LuaTable.INTEGER ? null : tag;
    }

    /** The float that a table has for a whole number. */
    public static double number(LuaValue table, long key) {
        return Double.longBitsToDouble(((LuaTable) table).bits(key));
    }

    /** Stores a value in place of another; says whether it did. */
    public static boolean put(LuaValue object, int slot, LuaValue value, double number) {
        LuaTable table = (LuaTable) object;
        return value == LuaTable.FLOAT ? table.putFloatAt(slot, number) : table.putAt(slot, value);
    }

    /** Stores a value; says whether it did. */
    public static boolean put(LuaValue object, long key, LuaValue value, double number) {
        return object instanceof LuaTable table
                && (value == LuaTable.FLOAT ? table.putFloat(key, number) : table.put(key, value));
    }

    /** What stands for a value: the mark for a float. */
    public static LuaValue tagOf(LuaValue value) {
        return value instanceof LuaDouble ? LuaTable.FLOAT : value;
    }

    /** The number beside it. */
    public static double numberOf(LuaValue value) {
        return value instanceof LuaDouble number ? number.todouble() : 0;
    }

    /** A value as an object. */
    public static LuaValue box(LuaValue value, double number) {
        return value == LuaTable.FLOAT ? LuaDouble.of(number) : value;
    }
}
