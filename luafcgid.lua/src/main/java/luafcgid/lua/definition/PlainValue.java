package luafcgid.lua.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Values of Lua as the JDK's. */
final class PlainValue {
    /** Beyond that a table is in itself, or nobody's configuration. */
    private static final int DEEPEST = 100;

    private PlainValue() {}

    static Object of(LuaValue value) {
        return of(value, 0);
    }

    private static Object of(LuaValue value, int depth) {
        return switch (value.type()) {
            case LuaValue.TBOOLEAN -> value.toboolean();
            case LuaValue.TNUMBER -> number(value.todouble(), value);
            case LuaValue.TSTRING -> value.tojstring();
            case LuaValue.TTABLE -> depth < DEEPEST ? map(value.checktable(), depth + 1) : Optional.of("table");
            default -> Optional.of(value.typename());
        };
    }

    private static Object number(double number, LuaValue value) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? (Object) value.tolong() : (Object) number;
    }

    private static Map<Object, Object> map(LuaTable table, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (LuaValue key : table.keys()) {
            map.put(of(key, depth), of(table.rawget(key), depth));
        }
        return map;
    }
}
