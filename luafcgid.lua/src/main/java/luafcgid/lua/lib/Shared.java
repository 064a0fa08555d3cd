package luafcgid.lua.lib;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;
import luafcgid.lua.lib.base.BaseLibrary;
import luafcgid.lua.lib.bit32.Bit32Library;
import luafcgid.lua.lib.math.MathLibrary;

/** What all states of a dialect share of their libraries. */
record Shared(BaseLibrary base, MathLibrary math, Bit32Library bit32) {
    private static final Map<Dialect, Shared> ALL = all();

    private static Map<Dialect, Shared> all() {
        Map<Dialect, Shared> all = new EnumMap<>(Dialect.class);
        for (Dialect dialect : Dialect.values()) {
            all.put(dialect, new Shared(new BaseLibrary(dialect), new MathLibrary(dialect), new Bit32Library(dialect)));
        }
        return all;
    }

    static Shared of(Dialect dialect) {
        return Objects.requireNonNull(ALL.get(dialect));
    }

    static boolean hasBit32(Dialect dialect) {
        return dialect == Dialect.LUA_5_2 || dialect == Dialect.LUA_5_3;
    }
}
