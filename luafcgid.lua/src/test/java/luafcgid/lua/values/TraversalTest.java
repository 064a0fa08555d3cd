package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

class TraversalTest {
    private final LuaTable table = new LuaTable();

    @BeforeEach
    void fill() {
        for (int i = 0; i <= 20; i++) {
            table.rawset(i, LuaInteger.valueOf(i));
            table.rawset("k" + i, LuaDouble.valueOf(i + 0.5));
        }
        table.rawset(-7, LuaValue.TRUE);
        table.rawset(new LuaTable(), LuaValue.FALSE);
    }

    @Test
    void everyEntryIsVisitedOnce() {
        Set<LuaValue> keys = new HashSet<>();
        for (Varargs each = table.next(LuaValue.NIL); !each.isnil(1); each = table.next(each.arg1())) {
            assertTrue(keys.add(each.arg1()), () -> "twice");
            assertTrue(table.rawget(each.arg1()).raweq(each.arg(2)));
        }
        assertEquals(44, keys.size());
        assertEquals(44, table.keyCount());
        assertEquals(keys, Set.of(table.keys()));
    }

    @Test
    void listsComeInOrder() {
        LuaValue[] keys = table.keys();
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, keys[i].toint());
        }
    }

    @Test
    void fieldsMayBeSetAndRemovedMeanwhile() {
        int visited = 0;
        for (Varargs each = table.next(LuaValue.NIL); !each.isnil(1); each = table.next(each.arg1())) {
            table.rawset(each.arg1(), visited++ % 2 == 0 ? LuaValue.NIL : LuaValue.TRUE);
        }
        assertEquals(44, visited);
        assertEquals(22, table.keyCount());
    }

    @Test
    void allMayBeRemovedMeanwhile() {
        int visited = 0;
        for (Varargs each = table.next(LuaValue.NIL); !each.isnil(1); each = table.next(each.arg1())) {
            for (LuaValue key : table.keys()) {
                table.rawset(key, LuaValue.NIL);
            }
            visited++;
        }
        assertEquals(1, visited);
        assertTrue(table.next(LuaValue.NIL).isnil(1));
    }

    @Test
    void aKeyThatIsNotThereIsNoPlaceToGoOnFrom() {
        for (LuaValue key : new LuaValue[] {
            LuaInteger.valueOf(21),
            LuaInteger.valueOf(-1),
            LuaString.valueOf("other"),
            LuaDouble.valueOf(0.25),
            LuaDouble.NAN
        }) {
            LuaError e = assertThrows(LuaError.class, () -> new LuaTable(table.unpack()).next(key), key::tojstring);
            assertEquals("invalid key to 'next'", e.getMessage());
        }
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // As compiled code does it.
    void positionsServeCompiledCode() {
        double sum = 0;
        int count = 0;
        for (int at = table.after(0); at > 0; at = table.after(at)) {
            LuaValue tag = table.tagIn(at);
            if (tag == LuaTable.FLOAT) {
                sum += Double.longBitsToDouble(table.bitsIn(at));
            } else if (tag == LuaTable.INTEGER) {
                sum += table.bitsIn(at);
            }
            assertEquals(at, table.positionOf(table.keyIn(at)));
            assertTrue(table.rawget(table.keyIn(at)).raweq(table.valueIn(at)));
            count++;
        }
        assertEquals(44, count);
        assertEquals(210 + 210 + 21 * 0.5, sum);
    }

    @Test
    void inextGoesOnFromAnIndex() {
        Varargs first = table.inext(LuaInteger.valueOf(0));
        assertArrayEquals(new int[] {1, 1}, new int[] {first.toint(1), first.toint(2)});
        assertTrue(table.inext(LuaInteger.valueOf(20)).isnil(1));
    }
}
