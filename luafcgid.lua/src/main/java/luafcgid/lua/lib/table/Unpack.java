package luafcgid.lua.lib.table;

import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.unpack}, which 5.1 calls {@code unpack}. */
final class Unpack extends Builtin.Many {
    /** As many as C Lua's stack takes. */
    private static final long MOST = 1_000_000;

    private final Elements elements;

    Unpack(Elements elements) {
        super("unpack");
        this.elements = elements;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        LuaValue list =
                elements.dialect().hasIntegers() ? arguments.arg1() : Arguments.table(1, Arguments.at(arguments, 1));
        long first = Arguments.integer(elements.dialect(), 2, arguments.arg(2), 1);
        long last = arguments.isnoneornil(3)
                ? elements.length(list)
                : Arguments.integer(elements.dialect(), 3, arguments.arg(3));
        if (first > last) {
            return NONE;
        }
        if (last - first < 0 || last - first >= MOST) {
            throw new LuaError("too many results to unpack");
        }
        if (first == last) {
            return elements.get(list, first);
        }
        LuaValue[] values = new LuaValue[(int) (last - first) + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(list, first + i);
            elements.state().safepoint();
        }
        return varargsOf(values);
    }
}
