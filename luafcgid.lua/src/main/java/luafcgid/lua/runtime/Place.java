package luafcgid.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/**
 * Remembers where a place in the code has found a name last: tables with the same names mostly have them in the same slots. Any thread, without
 * a lock: what is remembered need not be true.
 */
public final class Place {
    /** Where tables differ all the time it remains as it is: threads would take it away from each other for nothing. */
    private static final int MOST_CHANGES = 100;

    private int slot;
    private int changes;

    /** Where a table has a name; negative where it has not. */
    int find(LuaTable table, LuaString name) {
        int remembered = slot;
        return table.isAt(name, remembered) ? remembered : search(table, name);
    }

    private int search(LuaTable table, LuaString name) {
        int found = table.slot(name);
        if (found >= 0 && changes < MOST_CHANGES) {
            changes++;
            slot = found;
        }
        return found;
    }
}
