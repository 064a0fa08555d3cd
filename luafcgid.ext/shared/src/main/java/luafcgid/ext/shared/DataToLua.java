package luafcgid.ext.shared;

import java.util.List;
import java.util.Map;
import luafcgid.ext.shared.store.Bool;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Numeric;
import luafcgid.ext.shared.store.Queue;
import luafcgid.ext.shared.store.Table;
import luafcgid.ext.shared.store.Text;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Makes a Lua value of plain data: a new one each time, for the state that asks. */
final class DataToLua {
    private DataToLua() {}

    static LuaValue value(Data data) {
        if (data instanceof Numeric number) {
            return number(number);
        }
        if (data instanceof Text text) {
            // Both sides only read the bytes.
            return LuaString.valueUsing(text.bytes());
        }
        if (data instanceof Bool bool) {
            return LuaValue.valueOf(bool.value());
        }
        if (data instanceof Table table) {
            return table(table.list(), table.fields());
        }
        return table(((Queue) data).values(), Map.of());
    }

    static LuaValue number(Numeric number) {
        return number instanceof Numeric.Int whole
                ? LuaInteger.valueOf(whole.value())
                : LuaDouble.valueOf(number.asDouble());
    }

    private static LuaTable table(List<Data> list, Map<Data, Data> fields) {
        LuaTable table = new LuaTable(list.size(), fields.size());
        for (int i = 0; i < list.size(); i++) {
            table.rawset(i + 1, value(list.get(i)));
        }
        fields.forEach((key, value) -> table.rawset(value(key), value(value)));
        return table;
    }
}
