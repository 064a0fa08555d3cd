package luafcgid.lua.lib.table;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.insert}. */
final class Insert extends Builtin {
    private final Elements elements;

    Insert(Elements elements) {
        super("insert");
        this.elements = elements;
    }

    @Override
    public LuaValue call() {
        return call(NONE);
    }

    @Override
    public LuaValue call(LuaValue table) {
        checked(table);
        throw new LuaError("wrong number of arguments to 'insert'");
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue value) {
        LuaValue list = checked(table);
        elements.set(list, elements.length(list) + 1, value);
        return NONE;
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue position, LuaValue value) {
        LuaValue list = checked(table);
        long end = elements.length(list) + 1;
        long at = Arguments.integer(elements.dialect(), 2, position);
        if (elements.dialect() == Dialect.LUA_5_1) {
            end = Math.max(end, at);
        } else if (Long.compareUnsigned(at - 1, end) >= 0) {
            throw Arguments.wrong(2, "position out of bounds");
        }
        elements.moveUp(list, at, end);
        elements.set(list, at, value);
        return NONE;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return switch (arguments.narg()) {
            case 0 -> call();
            case 2 -> call(arguments.arg1(), arguments.arg(2));
            case 3 -> call(arguments.arg1(), arguments.arg(2), arguments.arg(3));
            default -> call(arguments.arg1());
        };
    }

    private LuaValue checked(LuaValue table) {
        return elements.check(1, table, Elements.CHANGE);
    }
}
