package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Keys that somebody chose do not make a table slow. */
class CollisionTest {
    private static final int MANY = 100_000;

    record Keys(String name, IntFunction<LuaValue> key) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Keys[] keys() {
        return new Keys[] {
            new Keys("multiples of a power of 2", i -> LuaInteger.valueOf((long) i << 45)),
            new Keys("small multiples of a power of 2", i -> LuaInteger.valueOf((long) i << 20)),
            new Keys("floats with few bits", i -> LuaDouble.valueOf(i + 0.5)),
            new Keys("powers", i -> LuaDouble.valueOf(Math.scalb(1.0 + i / 1e6, -300))),
            new Keys("Java's colliding strings", CollisionTest::colliding),
            new Keys("strings that differ in their highest bits", CollisionTest::highBits),
            new Keys("long strings that differ at the end", i -> LuaString.valueOf("a".repeat(40) + i)),
            new Keys("long strings that differ at the start", i -> LuaString.valueOf(i + "a".repeat(40)))
        };
    }

    /** Of two characters for each bit that have the same hash in Java. */
    private static LuaValue colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return LuaString.valueOf(text.toString());
    }

    private static LuaValue highBits(int number) {
        byte[] bytes = new byte[17 * 8];
        for (int bit = 0; bit < 17; bit++) {
            bytes[bit * 8 + 7] = (byte) ((number >> bit & 1) << 7);
        }
        return LuaString.valueUsing(bytes);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keysMakeNoTableSlow(Keys keys) {
        LuaTable table = new LuaTable();
        // Were they to collide, it would take a minute and more.
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < MANY; i++) {
                table.rawset(keys.key().apply(i), LuaInteger.valueOf(i));
            }
        });
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, table.rawget(keys.key().apply(i)).toint());
            hashes.add(keys.key().apply(i).hashCode());
        }
        assertTrue(hashes.size() > MANY - 100, hashes.size() + " different hashes");
    }

    @Test
    void equalKeysHashAlikeWhateverTheirKind() {
        assertEquals(LuaInteger.valueOf(3).hashCode(), LuaDouble.valueOf(3.0).hashCode());
        assertEquals(
                LuaInteger.valueOf(1L << 60).hashCode(),
                LuaDouble.valueOf(0x1p60).hashCode());
        assertEquals(LuaDouble.valueOf(0.0).hashCode(), LuaDouble.valueOf(-0.0).hashCode());
        assertEquals(
                LuaString.valueOf("ab").hashCode(),
                LuaString.valueUsing("xabx".getBytes(StandardCharsets.UTF_8), 1, 2)
                        .hashCode());
    }

    @Test
    void aQueueDoesNotGrow() {
        LuaTable queue = new LuaTable();
        // Were everything arranged anew for each step, it would take minutes.
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 1; i < 2_000_000; i++) {
                queue.rawset(i, LuaInteger.valueOf(i));
                if (i > 3000) {
                    queue.rawset(i - 3000, LuaValue.NIL);
                }
            }
        });
        assertEquals(3000, queue.keyCount());
        assertTrue(lastPosition(queue) < 20_000, "places of removed keys are used again");
    }

    private static int lastPosition(LuaTable table) {
        int last = 0;
        for (int at = table.after(0); at > 0; at = table.after(at)) {
            last = at;
        }
        return last;
    }

    @Test
    void aTableShrinksWhenItIsArrangedAnew() {
        LuaTable table = new LuaTable();
        for (int i = 0; i < 10_000; i++) {
            table.rawset("k" + i, LuaValue.TRUE);
        }
        for (int i = 0; i < 10_000; i++) {
            table.rawset("k" + i, LuaValue.NIL);
        }
        for (int i = 0; i < 20_000; i++) {
            table.rawset("n" + i, LuaValue.TRUE);
            table.rawset("n" + i, LuaValue.NIL);
        }
        table.rawset("last", LuaValue.TRUE);
        assertTrue(lastPosition(table) < 100, () -> "position " + lastPosition(table));
    }
}
