package luafcgid.ext.form.request;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What was sent under names: a table with the first value of each name, which knows the others too. A script may change it as any
 * table; what it sets counts.
 */
public final class Entries extends LuaTable {
    private final List<LuaString> names = new ArrayList<>();
    private final List<LuaValue> values = new ArrayList<>();

    /**
     * Adds what was sent next.
     *
     * @param lists whether the table has a list where a name is repeated
     */
    public void add(LuaString name, LuaValue value, boolean lists) {
        names.add(name);
        values.add(value);
        LuaValue before = rawget(name);
        if (before.isnil()) {
            rawset(name, value);
        } else if (lists && isList(before)) {
            LuaTable list = before.checktable();
            list.rawset(list.length() + 1, value);
        } else if (lists) {
            rawset(name, LuaValue.listOf(new LuaValue[] {before, value}));
        }
    }

    public int size() {
        return names.size();
    }

    public LuaString name(int index) {
        return names.get(index);
    }

    public LuaValue value(int index) {
        return values.get(index);
    }

    /** All values of a name in any table like this: a new list. */
    public static LuaTable all(LuaTable table, LuaValue name) {
        LuaValue now = table.get(name);
        LuaTable all = new LuaTable();
        if (table instanceof Entries entries && entries.isUnchanged(name, now)) {
            for (int i = 0, n = 0; i < entries.size(); i++) {
                if (entries.name(i).raweq(name)) {
                    all.rawset(++n, entries.value(i));
                }
            }
        } else if (isList(now)) {
            LuaTable list = now.checktable();
            for (int i = 1, n = list.length(); i <= n; i++) {
                all.rawset(i, list.rawget(i));
            }
        } else if (!now.isnil()) {
            all.rawset(1, now);
        }
        return all;
    }

    /** A file is a table, too. */
    private static boolean isList(LuaValue value) {
        return value.istable() && !(value instanceof FileTable);
    }

    private boolean isUnchanged(LuaValue name, LuaValue now) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).raweq(name)) {
                return values.get(i).raweq(now);
            }
        }
        return false;
    }
}
