package luafcgid.ext.json;

import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Tells tables that are arrays from those that are objects. */
final class ArrayLength {
    /** What is no array. */
    static final int OBJECT = -1;

    private static final int KEYS_BETWEEN_SAFEPOINTS = 1000;

    private ArrayLength() {}

    /**
     * The highest index of a table with positive integers for keys only; {@link #OBJECT} for any other, and for those with so many
     * holes that the settings want an object.
     *
     * @throws org.luaj.vm2.LuaError for those with so many holes that the settings refuse them
     */
    static int of(LuaTable table, Settings settings, StateContext state) {
        long elements = 0;
        double highest = 0;
        LuaValue key = table.next(LuaValue.NIL).arg1();
        while (!key.isnil()) {
            if (key.type() != LuaValue.TNUMBER) {
                return OBJECT;
            }
            double index = key.todouble();
            if (index < 1 || index > Integer.MAX_VALUE || index != Math.rint(index)) {
                return OBJECT;
            }
            highest = Math.max(highest, index);
            elements++;
            if (elements % KEYS_BETWEEN_SAFEPOINTS == 0) {
                state.safepoint();
            }
            key = table.next(key).arg1();
        }
        if (settings.sparseRatio > 0 && highest > elements * settings.sparseRatio && highest > settings.sparseSafe) {
            if (!settings.convertSparseArrays) {
                throw ScalarText.refused(table, "excessively sparse array");
            }
            return OBJECT;
        }
        return (int) highest;
    }
}
