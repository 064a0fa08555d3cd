package org.luaj.vm2;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Strings of which there is one object each, as long as somebody has it. Any thread. */
@NullMarked
final class Interned {
    static final Interned STRINGS = new Interned();

    static {
        LuaString[] metamethods = {
            LuaValue.INDEX,
            LuaValue.NEWINDEX,
            LuaValue.CALL,
            LuaValue.MODE,
            LuaValue.METATABLE,
            LuaValue.ADD,
            LuaValue.SUB,
            LuaValue.DIV,
            LuaValue.MUL,
            LuaValue.POW,
            LuaValue.MOD,
            LuaValue.UNM,
            LuaValue.LEN,
            LuaValue.EQ,
            LuaValue.LT,
            LuaValue.LE,
            LuaValue.TOSTRING,
            LuaValue.CONCAT,
            LuaValue.EMPTYSTRING
        };
        for (LuaString each : metamethods) {
            STRINGS.get(each);
        }
    }

    private final ConcurrentHashMap<Shared, Shared> strings = new ConcurrentHashMap<>();

    private final ReferenceQueue<LuaString> collected = new ReferenceQueue<>();

    private Interned() {}

    private static final class Shared extends WeakReference<LuaString> {
        private final int hash;

        Shared(LuaString string, ReferenceQueue<LuaString> collected) {
            super(string, collected);
            hash = string.hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            LuaString mine = get();
            return mine != null && other instanceof Shared shared && mine.equals(shared.get());
        }
    }

    LuaString get(LuaString string) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            strings.remove(gone);
        }
        LuaString own = string.m_length == string.m_bytes.length
                ? string
                : LuaString.valueOf(string.m_bytes, string.m_offset, string.m_length);
        Shared mine = new Shared(own, collected);
        while (true) {
            Shared known = strings.putIfAbsent(mine, mine);
            LuaString found = known == null ? own : known.get();
            if (found != null) {
                return found;
            }
            strings.remove(known);
        }
    }
}
