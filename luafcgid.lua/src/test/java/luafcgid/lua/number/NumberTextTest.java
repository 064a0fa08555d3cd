package luafcgid.lua.number;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class NumberTextTest {
    @Test
    void aFloatHasFourteenDigits() {
        assertEquals("0.33333333333333", old(1 / 3.0));
        assertEquals("0.3", old(0.1 + 0.2));
        assertEquals("1e+15", old(1e15));
        assertEquals("1e+100", old(1e100));
        assertEquals("-0", old(-0.0));
        assertEquals("3", old(3));
        assertEquals("inf", old(1 / 0.0));
        assertEquals("-inf", old(-1 / 0.0));
        assertEquals("nan", old(Double.NaN));
        assertEquals("-nan", old(Double.longBitsToDouble(0xfff8L << 48)));
    }

    @Test
    void aFloatIsKnownFromAnIntegerSince53() {
        assertEquals("3.0", NumberText.text(3, Dialect.LUA_5_3));
        assertEquals("-0.0", NumberText.text(-0.0, Dialect.LUA_5_4));
        assertEquals("1e+15", NumberText.text(1e15, Dialect.LUA_5_4));
        assertEquals("inf", NumberText.text(1 / 0.0, Dialect.LUA_5_4));
        assertEquals("4.0", NumberText.text(3.9999999999999996, Dialect.LUA_5_3));
    }

    @Test
    void anIntegerHasAllItsDigits() {
        assertEquals("-9223372036854775808", NumberText.string(Long.MIN_VALUE).tojstring());
        assertEquals("9223372036854775807", NumberText.string(Long.MAX_VALUE).tojstring());
        assertEquals("0", NumberText.string(0).tojstring());
        assertEquals("-100", NumberText.string(-100).tojstring());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void floatsLookAsTheyDoInC(Dialect dialect) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("NumberTextTest: seed " + seed);
        List<Double> values = new ArrayList<>(Doubles.edges());
        values.addAll(Doubles.random(new Random(seed), 5000));
        StringBuilder script = new StringBuilder("for value in ([[");
        values.forEach(value -> script.append(value).append(' '));
        script.append("]]):gmatch('%S+') do print(tonumber(value)) end");
        List<String> expected = CLua.lines(dialect, script.toString());
        assertEquals(expected.size(), values.size());
        for (int i = 0; i < values.size(); i++) {
            assertEquals(expected.get(i), NumberText.text(values.get(i), dialect));
        }
    }

    private static String old(double value) {
        return NumberText.text(value, Dialect.LUA_5_1);
    }
}
