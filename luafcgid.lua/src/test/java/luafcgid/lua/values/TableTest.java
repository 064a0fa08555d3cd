package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.TwoArgFunction;

/** Getting and setting, through LuaJ's interface and that of compiled code. */
class TableTest {
    private static final LuaString X = LuaString.valueOf("x");

    private final LuaTable table = new LuaTable();

    @Test
    void aFloatThatIsAnIntegerIsTheSameKey() {
        table.rawset(LuaDouble.valueOf(3.0), X);
        assertSame(X, table.rawget(3));
        table.rawset(LuaDouble.valueOf(0x1p40), X);
        assertSame(X, table.rawget(1L << 40));
        assertSame(X, table.rawget(LuaInteger.valueOf(1L << 40)));
        table.rawset(LuaDouble.valueOf(-0.0), X);
        assertSame(X, table.rawget(0));
    }

    @Test
    void aFloatBeyondIntegersIsAKeyOfItsOwn() {
        table.rawset(LuaDouble.valueOf(0x1p63), X);
        assertTrue(table.rawget(Long.MAX_VALUE).isnil());
        assertSame(X, table.rawget(LuaDouble.valueOf(0x1p63)));
        table.rawset(LuaDouble.valueOf(0.5), LuaValue.TRUE);
        assertSame(LuaValue.TRUE, table.rawget(LuaDouble.valueOf(0.5)));
        table.rawset(LuaDouble.POSINF, LuaValue.TRUE);
        assertSame(LuaValue.TRUE, table.rawget(LuaDouble.POSINF));
    }

    @Test
    void nilAndWhatIsNoNumberAreNoKeys() {
        LuaError nil = assertThrows(LuaError.class, () -> table.set(LuaValue.NIL, X));
        assertEquals("table index is nil", nil.getMessage());
        LuaError nan = assertThrows(LuaError.class, () -> table.rawset(LuaDouble.NAN, X));
        assertEquals("table index is NaN", nan.getMessage());
        assertTrue(table.get(LuaValue.NIL).isnil());
        assertTrue(table.get(LuaDouble.NAN).isnil());
    }

    @Test
    void anIntegerStaysOneAndAFloatToo() {
        table.rawset(1, LuaInteger.valueOf(3));
        table.rawset(2, LuaDouble.valueOf(3.0));
        table.rawset(X, LuaInteger.valueOf(Long.MIN_VALUE));
        assertTrue(table.rawget(1) instanceof LuaInteger);
        assertTrue(table.rawget(2) instanceof LuaDouble);
        assertEquals(Long.MIN_VALUE, table.rawget(X).tolong());
    }

    @Test
    void aFloatKeepsAllItsBits() {
        table.rawset(1, LuaDouble.valueOf(-0.0));
        assertEquals(Double.NEGATIVE_INFINITY, 1 / table.rawget(1).todouble());
        table.rawset(X, LuaDouble.NAN);
        assertTrue(Double.isNaN(table.rawget(X).todouble()));
    }

    @Test
    void compiledCodeSeesWhatTheLibrariesStore() {
        table.rawset(1, LuaDouble.valueOf(0.5));
        table.rawset(2, LuaInteger.valueOf(7));
        table.rawset(3, X);
        table.rawset(X, LuaDouble.valueOf(1.5));
        assertSame(LuaTable.FLOAT, table.tag(1));
        assertEquals(0.5, Double.longBitsToDouble(table.bits(1)));
        assertSame(LuaTable.INTEGER, table.tag(2));
        assertEquals(7, table.bits(2));
        assertSame(X, table.tag(3));
        assertNull(table.tag(4));
        assertNull(table.tag(-1));
        assertNull(table.tag(Long.MAX_VALUE));
        assertNull(table.tag(1L << 32 | 1));
        int slot = table.slot(LuaString.valueOf("x"));
        assertSame(LuaTable.FLOAT, table.tagAt(slot));
        assertEquals(1.5, Double.longBitsToDouble(table.bitsAt(slot)));
        assertTrue(table.slot(LuaString.valueOf("y")) < 0);
    }

    @Test
    void theLibrariesSeeWhatCompiledCodeStores() {
        table.rawset(X, LuaValue.TRUE);
        int slot = table.slot(X);
        assertTrue(table.putFloatAt(slot, 2.5));
        assertEquals(2.5, table.rawget(X).todouble());
        assertTrue(table.putIntegerAt(slot, 9));
        assertTrue(table.rawget(X) instanceof LuaInteger);
        assertTrue(table.putAt(slot, LuaDouble.valueOf(4.0)));
        assertSame(LuaTable.FLOAT, table.tagAt(slot));
        assertTrue(table.putAt(slot, LuaValue.NIL));
        assertTrue(table.rawget(X).isnil());
        for (long i = 1; i <= 100; i++) {
            assertTrue(i % 2 == 0 ? table.putFloat(i, (double) i) : table.putInteger(i, i));
        }
        assertEquals(100, table.length());
        assertEquals(64, table.rawget(64).toint());
        assertTrue(table.put(100, LuaValue.NIL));
        assertEquals(99, table.length());
        assertTrue(table.put(100_000, X));
        assertSame(X, table.rawget(100_000));
    }

    @Test
    void compiledCodeStoresNoNewFieldWhereAMetatableHasASay() {
        LuaTable metatable = new LuaTable();
        table.rawset(X, LuaValue.TRUE);
        table.rawset(1, LuaValue.TRUE);
        table.setmetatable(metatable);
        assertTrue(table.putFloat(2, 1), "nothing there for new keys");
        metatable.rawset(LuaValue.NEWINDEX, new LuaTable());
        assertFalse(table.putFloat(3, 1));
        assertFalse(table.put(3, X));
        assertFalse(table.putInteger(-5, 1));
        assertTrue(table.putFloat(1, 1), "what is there is replaced");
        int slot = table.slot(X);
        assertTrue(table.putFloatAt(slot, 1));
        assertTrue(table.putAt(slot, LuaValue.NIL));
        assertFalse(table.putFloatAt(slot, 1), "what was removed is new");
        metatable.rawset(LuaValue.NEWINDEX, LuaValue.NIL);
        table.setmetatable(new LuaTable());
        assertTrue(table.putFloatAt(slot, 1));
    }

    @Test
    void aNewindexThatComesLaterIsNoticed() {
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.NEWINDEX, LuaValue.TRUE);
        metatable.rawset(LuaValue.NEWINDEX, LuaValue.NIL);
        table.setmetatable(metatable);
        assertTrue(table.putFloat(1, 1));
        int slot = metatable.slot(LuaValue.NEWINDEX);
        assertTrue(metatable.putAt(slot, new LuaTable()));
        assertFalse(table.putFloat(2, 1));
    }

    @Test
    void aSubclassIsAskedForNewFields() {
        LuaTable proxy = new LuaTable() {
            @Override
            public void rawset(LuaValue key, LuaValue value) {
                super.rawset(key, LuaString.valueOf("mine"));
            }
        };
        assertFalse(proxy.putFloat(1, 1));
        proxy.rawset(5L, X);
        assertEquals("mine", proxy.rawget(5).tojstring());
    }

    @Test
    void metamethodsWorkThroughLuaJsInterface() {
        LuaTable metatable = new LuaTable();
        metatable.rawset(LuaValue.INDEX, new TwoArgFunction() {
            @Override
            public LuaValue call(LuaValue self, LuaValue key) {
                return key;
            }
        });
        metatable.rawset(LuaValue.LEN, new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue self) {
                return LuaInteger.valueOf(42);
            }
        });
        LuaTable store = new LuaTable();
        metatable.rawset(LuaValue.NEWINDEX, store);
        table.setmetatable(metatable);
        assertEquals(7, table.get(7).toint());
        assertSame(X, table.get(X));
        assertEquals(42, table.length());
        assertEquals(0, table.rawlen());
        table.set(X, LuaValue.TRUE);
        table.set(1, LuaValue.TRUE);
        assertTrue(table.rawget(X).isnil() && table.rawget(1).isnil());
        assertSame(LuaValue.TRUE, store.rawget(X));
        assertSame(LuaValue.TRUE, store.rawget(1));
    }

    @Test
    void aMetatableIsATableOrNil() {
        assertNull(table.getmetatable());
        table.setmetatable(new LuaTable());
        table.setmetatable(LuaValue.NIL);
        assertNull(table.getmetatable());
        assertThrows(LuaError.class, () -> table.setmetatable(X));
    }

    @Test
    void insertAndRemoveMoveWhatIsBehind() {
        for (int i = 1; i <= 5; i++) {
            table.insert(0, LuaInteger.valueOf(i));
        }
        table.insert(2, X);
        assertEquals("1 x 2 3 4 5", table.concat(LuaString.valueOf(" "), 1, 6).tojstring());
        assertEquals(1, table.remove(1).toint());
        assertEquals(5, table.remove(0).toint());
        assertTrue(table.remove(9).isnil());
        assertEquals("x,2,3,4", table.concat(LuaString.valueOf(","), 1, 4).tojstring());
        LuaError e = assertThrows(LuaError.class, () -> table.concat(X, 1, 5));
        assertEquals("invalid value (nil) at index 5 in table for 'concat'", e.getMessage());
    }

    @Test
    void tooManyResultsAreRefused() {
        LuaError e = assertThrows(LuaError.class, () -> table.unpack(1, 100_000_000));
        assertEquals("too many results to unpack", e.getMessage());
        assertThrows(LuaError.class, () -> table.unpack(Integer.MIN_VALUE, Integer.MAX_VALUE));
        assertEquals(0, table.unpack(2, 1).narg());
        assertEquals(3, table.unpack(1, 3).narg());
    }

    @Test
    void roomThatIsMadeKeepsWhatIsThere() {
        table.rawset(X, LuaValue.TRUE);
        table.rawset(1, LuaDouble.valueOf(0.5));
        table.rawset(3, X);
        table.presize(100);
        table.presize(10, 100);
        assertSame(LuaValue.TRUE, table.rawget(X));
        assertEquals(0.5, table.rawget(1).todouble());
        assertSame(X, table.rawget(3));
        assertEquals(3, table.keyCount());
    }
}
