package luafcgid.lua.lib.table;

import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;

/** {@code table.sort}. Works on a copy of the elements, so that no comparator can spoil what it sorts. */
final class Sort extends Builtin.Two {
    private final Elements elements;

    Sort(Elements elements) {
        super("sort");
        this.elements = elements;
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue comparator) {
        LuaValue list = elements.check(1, table, Elements.CHANGE);
        long length = elements.length(list);
        if (length > 1 && length >= Integer.MAX_VALUE) {
            throw Arguments.wrong(1, "array too big");
        }
        Order order = comparator.isnil()
                ? Order.natural(elements.state())
                : Order.of(elements.state(), Arguments.function(2, comparator));
        if (length > 1) {
            sort(list, (int) length, order);
        }
        return NONE;
    }

    private void sort(LuaValue list, int length, Order order) {
        LuaValue[] values = new LuaValue[length];
        for (int i = 0; i < length; i++) {
            values[i] = elements.get(list, i + 1L);
            elements.state().safepoint();
        }
        new Quicksort(values, order).sort();
        for (int i = 0; i < length; i++) {
            elements.set(list, i + 1L, values[i]);
        }
    }
}
