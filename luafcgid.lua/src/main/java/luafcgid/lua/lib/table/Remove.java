package luafcgid.lua.lib.table;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.remove}. */
final class Remove extends Builtin.Two {
    private final Elements elements;

    Remove(Elements elements) {
        super("remove");
        this.elements = elements;
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue position) {
        return remove(table, position).arg1();
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return remove(Arguments.at(arguments, 1), Arguments.at(arguments, 2));
    }

    private Varargs remove(LuaValue table, LuaValue position) {
        LuaValue list = elements.check(1, table, Elements.CHANGE);
        return elements.dialect() == Dialect.LUA_5_1 ? remove51(list, position) : removeLater(list, position);
    }

    /** Where there is nothing to remove, 5.1 returns nothing. */
    private Varargs remove51(LuaValue list, LuaValue position) {
        long end = elements.length(list);
        long at = Arguments.integer(elements.dialect(), 2, position, end);
        return at < 1 || at > end ? NONE : shift(list, at, end);
    }

    private LuaValue removeLater(LuaValue list, LuaValue position) {
        long end = elements.length(list);
        long at = Arguments.integer(elements.dialect(), 2, position, end);
        if (at != end && Long.compareUnsigned(at - 1, end) > 0) {
            throw Arguments.wrong(1, "position out of bounds");
        }
        return shift(list, at, end);
    }

    private LuaValue shift(LuaValue list, long at, long end) {
        LuaValue removed = elements.get(list, at);
        elements.moveDown(list, at, end);
        elements.set(list, Math.max(at, end), NIL);
        return removed;
    }
}
