package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.WeakTable;

@Timeout(60)
class WeakEntriesTest {
    private static final LuaString X = LuaString.valueOf("x");

    private static void collectUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    @Test
    void valuesGoWhenNobodyElseHasThem() {
        LuaTable table = WeakTable.make(false, true);
        LuaTable kept = new LuaTable();
        try {
            table.rawset(1, kept);
            table.rawset(2, new LuaTable());
            table.rawset("gone", new LuaTable());
            table.rawset("text", X);
            table.rawset("number", LuaInteger.valueOf(5));
            collectUntil(() -> table.rawget(2).isnil() && table.rawget("gone").isnil());
            assertSame(kept, table.rawget(1));
            assertEquals(5, table.rawget("number").toint());
            assertEquals(3, table.keyCount());
            assertEquals(1, table.length());
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    @Test
    void keysGoWhenNobodyElseHasThem() {
        LuaTable table = WeakTable.make(true, false);
        LuaTable kept = new LuaTable();
        table.rawset(kept, X);
        table.rawset(new LuaTable(), X);
        collectUntil(() -> table.keyCount() == 1);
        assertSame(X, table.rawget(kept));
        assertSame(kept, table.next(LuaValue.NIL).arg1());
    }

    @Test
    void aValueThatRefersToItsKeyDoesNotKeepIt() {
        LuaTable table = WeakTable.make(true, false);
        table.rawset(selfReferring(), X);
        LuaTable key = new LuaTable();
        table.rawset(key, referringTo(key));
        WeakReference<LuaTable> watched = new WeakReference<>(key);
        System.gc();
        assertTrue(table.rawget(key).istable(), "as long as there is the key there is the value");
        key = null;
        collectUntil(() -> watched.get() == null);
        assertNull(watched.get());
        collectUntil(() -> table.keyCount() == 0);
    }

    private static LuaTable selfReferring() {
        LuaTable table = new LuaTable();
        table.rawset(1, table);
        return table;
    }

    private static LuaTable referringTo(LuaTable key) {
        LuaTable value = new LuaTable();
        value.rawset("key", key);
        return value;
    }

    @Test
    void aTableThatHasEntriesBecomesWeakAndStrongAgain() {
        LuaTable table = new LuaTable();
        for (int i = 1; i <= 50; i++) {
            table.rawset(i, LuaInteger.valueOf(i));
        }
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.MODE, LuaString.valueOf("kv"));
        table.setmetatable(metatable);
        assertEquals(50, table.length());
        table.rawset(51, X);
        table.rawset(7, LuaValue.NIL);
        table.setmetatable(LuaValue.NIL);
        assertEquals(50, table.keyCount());
        assertSame(X, table.rawget(51));
    }

    @Test
    void fieldsMayBeRemovedWhileTheyAreTraversed() {
        LuaTable table = WeakTable.make(true, false);
        for (int i = 0; i < 100; i++) {
            table.rawset("k" + i, X);
        }
        int visited = 0;
        for (LuaValue key = table.next(LuaValue.NIL).arg1();
                !key.isnil();
                key = table.next(key).arg1()) {
            table.rawset(key, LuaValue.NIL);
            visited++;
        }
        assertEquals(100, visited);
        assertEquals(0, table.keyCount());
    }

    @Test
    void compiledCodeStoresNothingInAWeakTableItself() {
        LuaTable table = WeakTable.make(false, true);
        LuaTable value = new LuaTable();
        assertTrue(table.put(1, value));
        WeakReference<LuaTable> watched = new WeakReference<>(value);
        value = null;
        collectUntil(() -> watched.get() == null);
        assertTrue(table.rawget(1).isnil());
    }
}
