package luafcgid.ext.crypto.face;

import java.util.List;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Lists as Lua has them. */
public final class LuaLists {
    private LuaLists() {}

    public static LuaTable of(List<String> texts) {
        LuaTable list = new LuaTable();
        for (int i = 0; i < texts.size(); i++) {
            list.rawset(i + 1, LuaValue.valueOf(texts.get(i)));
        }
        return list;
    }
}
