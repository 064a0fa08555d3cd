package luafcgid.ext.json;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A table that is being written, and how far it is. Used again and again, for one table after the other. */
final class Level {
    private static final LuaTable NONE = new LuaTable();

    private LuaTable table = NONE;
    private boolean array;
    /** Whether elements are what the table itself holds, not what its metatable says. */
    private boolean raw;

    private int length;
    private int index;
    private LuaValue key = LuaValue.NIL;
    private LuaValue value = LuaValue.NIL;

    /** Whether an element was written, so that a comma goes before the next. */
    boolean written;

    void beginArray(LuaTable elements, int count, boolean asIs) {
        begin(elements, true);
        raw = asIs;
        length = count;
        index = 0;
    }

    void beginObject(LuaTable members) {
        begin(members, false);
        index = 0;
    }

    private void begin(LuaTable from, boolean isArray) {
        table = from;
        array = isArray;
        written = false;
    }

    boolean isArray() {
        return array;
    }

    /** Whether there was an element at all. */
    boolean visited() {
        return index > 0;
    }

    /** Goes to the next element of an array, or member of an object; false behind the last. */
    boolean advance() {
        if (array) {
            if (index >= length) {
                return false;
            }
            index++;
            value = raw ? table.rawget(index) : table.get(index);
            return true;
        }
        Varargs member = table.next(key);
        key = member.arg1();
        value = member.arg(2);
        boolean more = !key.isnil();
        index += more ? 1 : 0;
        return more;
    }

    LuaValue key() {
        return key;
    }

    LuaValue value() {
        return value;
    }

    /** Lets the table go. */
    void end() {
        table = NONE;
        key = LuaValue.NIL;
        value = LuaValue.NIL;
    }
}
