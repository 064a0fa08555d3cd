package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.exchange.LazyTable;
import org.luaj.vm2.LuaTable;

/** {@code LocalConfig}: a copy, made when a script looks at it. */
final class LocalTable extends LazyTable {
    private final LuaTable original;

    LocalTable(LuaTable original) {
        this.original = original;
    }

    @Override
    protected void fill() {
        PlainData.copy(original, this);
    }
}
