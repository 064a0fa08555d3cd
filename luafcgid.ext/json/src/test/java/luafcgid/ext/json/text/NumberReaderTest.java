package luafcgid.ext.json.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers are read as {@code strtod} reads them. */
final class NumberReaderTest {
    private static Source source(String text) {
        return new Source(LuaString.valueOf(text), false);
    }

    private static double read(String text) {
        Source source = source(text);
        LuaValue value = NumberReader.read(source, true);
        assertNotNull(value, text);
        assertEquals(text.length(), source.at(), () -> "what was read of " + text);
        return value.todouble();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-7, -7",
        "2147483647, 2147483647",
        "2147483648, 2147483648",
        "-2147483648, -2147483648",
        "999999999999999999, 1e18",
        "12345678901234567890, 12345678901234567890",
        "9007199254740993, 9007199254740992",
        "1.5, 1.5",
        "1., 1",
        "-.5, -0.5",
        "1e5, 1e5",
        "1E+5, 1e5",
        "25e-1, 2.5",
        "1e22, 1e22",
        "1e23, 1e23",
        "123456789e-30, 123456789e-30",
        "0.000000000000000000000000000001, 1e-30",
        "1e400, Infinity",
        "-1e400, -Infinity",
        "1e-400, 0",
        "1e99999999999999999999, Infinity",
        "1e-99999999999999999999, 0",
        "0e99999999999999999999, 0",
        "2.2250738585072011e-308, 2.2250738585072011e-308",
        "2.2250738585072012e-308, 2.2250738585072014e-308",
        "1.7976931348623158e308, 1.7976931348623157e308",
        "6631236846766476e-316, 6631236846766476e-316",
        "007, 7",
        "-00.5, -0.5",
        "+3, 3",
        "+.5, 0.5",
        "0x10, 16",
        "-0XfF, -255",
        "0x.8, 0.5",
        "0x1.8p3, 12",
        "0x1P-1, 0.5",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "+INF, Infinity",
        "nan, NaN",
        "-NaN, NaN",
        "nan(12_ab), NaN"
    })
    void everythingThatCReadsIsRead(String text, double value) {
        assertEquals(value, read(text), 0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "1e, 1",
        "1e+, 1",
        "1.5.5, 3",
        "0x, 1",
        "0xg, 1",
        "0x., 1",
        "0x1p, 3",
        "infinit, 3",
        "nan(1, 3",
        "1-, 1",
        "00x1, 2",
        "1..2, 2"
    })
    void numberEndsBeforeWhatDoesNotBelongToIt(String text, int end) {
        Source source = source(text);
        assertNotNull(NumberReader.read(source, true));
        assertEquals(end, source.at());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "+", "--1", "+-1", "-a", "-.", "-.e1", "-i", "na", "- 1", "", "."})
    void whatIsNoNumberLeavesTheSourceWhereItWas(String text) {
        Source source = source(text);
        assertNull(NumberReader.read(source, true));
        assertEquals(0, source.at());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "-01", "0x10", "-0x1", "-inf", "-nan"})
    void strictReaderRefusesWhatJsonNeverHas(String text) {
        assertNull(NumberReader.read(source(text), false));
    }

    @Test
    void randomDecimalsAreExact() {
        long seed = System.nanoTime();
        System.out.println("NumberReaderTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            digits(random, text, 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 12));
            if (random.nextBoolean()) {
                digits(random, text.append('.'), 1 + random.nextInt(10));
            }
            if (random.nextInt(3) == 0) {
                text.append("e").append(random.nextInt(700) - 350);
            }
            double value = Double.parseDouble(text.toString());
            // LuaJ has no negative zero.
            assertEquals(value + 0.0, read(text.toString()) + 0.0, 0.0, text::toString);
        }
    }

    private static void digits(Random random, StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }
}
