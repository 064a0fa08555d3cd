package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** {@code #t}: what is at that key is not nil, what is at the next is. */
class BorderTest {
    @Test
    void holesOfAConstructorCountAsInC() {
        assertEquals(4, list(1, 2, 0, 4).length());
        assertEquals(3, list(1, 0, 3).length());
        assertEquals(3, list(0, 0, 3).length());
        assertEquals(0, list(0).length());
        assertEquals(1, list(1, 0, 0, 0).length());
    }

    /** With nil for 0. */
    private static LuaTable list(int... values) {
        LuaTable list = new LuaTable(values.length, 0);
        for (int i = 0; i < values.length; i++) {
            list.rawset(i + 1, values[i] == 0 ? LuaValue.NIL : LuaInteger.valueOf(values[i]));
        }
        return list;
    }

    @Test
    void itIsABorderWhateverCameAndWent() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            LuaTable table = new LuaTable(random.nextInt(4), random.nextInt(4));
            int range = 1 + random.nextInt(70);
            for (int step = 0; step < 300; step++) {
                LuaValue value = random.nextInt(3) == 0 ? LuaValue.NIL : LuaValue.TRUE;
                table.rawset(1 + random.nextInt(range), value);
                int length = table.length();
                assertTrue(length == 0 || !table.rawget(length).isnil(), "seed " + seed);
                assertTrue(table.rawget(length + 1).isnil(), "seed " + seed);
            }
        }
    }

    @Test
    void itIsFoundOutsideOfTheArrayToo() {
        LuaTable table = new LuaTable(0, 64);
        for (int i = 40; i >= 1; i--) {
            table.rawset(i, LuaValue.TRUE);
        }
        assertEquals(40, table.length());
        table.rawset(41, LuaValue.TRUE);
        assertEquals(41, table.length());
    }

    @Test
    void keysThatMisleadTheSearchDoNotKeepItForEver() {
        LuaTable table = new LuaTable();
        for (int power = 0; power < 63; power++) {
            table.rawset(1L << power, LuaValue.TRUE);
        }
        int length = table.length();
        assertTrue(!table.rawget(length).isnil() && table.rawget(length + 1).isnil());
    }
}
