package luafcgid.lua.lib.table;

import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What 5.1 has in its table library and later versions have not. */
final class Lua51Functions {
    private final Elements elements;

    Lua51Functions(Elements elements) {
        this.elements = elements;
    }

    void into(LuaTable table) {
        LibraryFunction.define(
                table,
                "getn",
                arguments -> Numbers.whole(
                        elements.dialect(), elements.length(Arguments.table(1, Arguments.at(arguments, 1)))));
        LibraryFunction.define(table, "setn", arguments -> {
            Arguments.table(1, Arguments.at(arguments, 1));
            throw new LuaError("'setn' is obsolete");
        });
        LibraryFunction.define(table, "foreach", this::foreach);
        LibraryFunction.define(table, "foreachi", this::foreachi);
    }

    /** Also in 5.2 as it is built by default. */
    void maxnInto(LuaTable table) {
        LibraryFunction.define(table, "maxn", this::maxn);
    }

    private Varargs maxn(Varargs arguments) {
        LuaTable table = Arguments.table(1, Arguments.at(arguments, 1));
        double max = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            if (entry.arg1() instanceof LuaNumber key) {
                max = Math.max(max, key.todouble());
            }
            elements.state().safepoint();
        }
        return LuaDouble.valueOf(max);
    }

    private Varargs foreach(Varargs arguments) {
        LuaTable table = Arguments.table(1, Arguments.at(arguments, 1));
        LuaValue function = Arguments.function(2, Arguments.at(arguments, 2));
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue result = function.call(entry.arg1(), entry.arg(2));
            if (!result.isnil()) {
                return result;
            }
            elements.state().safepoint();
        }
        return LuaValue.NONE;
    }

    private Varargs foreachi(Varargs arguments) {
        LuaTable table = Arguments.table(1, Arguments.at(arguments, 1));
        LuaValue function = Arguments.function(2, Arguments.at(arguments, 2));
        long length = elements.length(table);
        for (long i = 1; i <= length; i++) {
            LuaValue result = function.call(Numbers.whole(elements.dialect(), i), elements.get(table, i));
            if (!result.isnil()) {
                return result;
            }
            elements.state().safepoint();
        }
        return LuaValue.NONE;
    }
}
