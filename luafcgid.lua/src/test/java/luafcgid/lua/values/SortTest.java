package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.TwoArgFunction;

@Timeout(60)
class SortTest {
    private static LuaValue comparator(BiPredicate<LuaValue, LuaValue> before) {
        return new TwoArgFunction() {
            @Override
            public LuaValue call(LuaValue one, LuaValue other) {
                return valueOf(before.test(one, other));
            }
        };
    }

    private static LuaTable random(int count, int range, long seed) {
        Random random = new Random(seed);
        LuaTable list = new LuaTable();
        for (int i = 1; i <= count; i++) {
            int number = random.nextInt(range);
            list.rawset(i, i % 2 == 0 ? LuaInteger.valueOf(number) : LuaDouble.valueOf(number + 0.25));
        }
        return list;
    }

    @Test
    void valuesAreSorted() {
        for (int count = 0; count < 200; count++) {
            LuaTable list = random(count, 1 + count / 2, count);
            list.sort(LuaValue.NIL);
            for (int i = 1; i < count; i++) {
                assertTrue(list.rawget(i).lteq_b(list.rawget(i + 1)));
            }
            list.sort(comparator((one, other) -> one.gt_b(other)));
            for (int i = 1; i < count; i++) {
                assertTrue(list.rawget(i).gteq_b(list.rawget(i + 1)));
            }
        }
    }

    @Test
    void anOrderThatContradictsItselfIsAnError() {
        LuaTable list = random(100, 1000, 1);
        LuaError e = assertThrows(LuaError.class, () -> list.sort(comparator((one, other) -> true)));
        assertEquals("invalid order function for sorting", e.getMessage());
        assertEquals(100, list.length());
    }

    @Test
    void aRandomOrderEndsOneWayOrTheOther() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LuaTable list = random(300, 1000, seed);
            try {
                list.sort(comparator((one, other) -> random.nextBoolean()));
            } catch (LuaError e) {
                assertEquals("invalid order function for sorting", e.getMessage());
            }
            assertEquals(300, list.length());
        }
    }

    @Test
    void whatHasNoOrderIsAnError() {
        LuaTable list = LuaTable.listOf(new LuaValue[] {LuaInteger.valueOf(1), LuaString.valueOf("x")});
        assertThrows(LuaError.class, () -> list.sort(LuaValue.NIL));
    }
}
