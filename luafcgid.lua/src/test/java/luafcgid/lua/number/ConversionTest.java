package luafcgid.lua.number;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConversionTest {
    private static final List<String> FLAGS = List.of("-", "+", " ", "#", "0");

    @Test
    void aFloatIsRoundedHalfToEvenOnItsExactValue() {
        assertEquals("0.12", text("%.2f", 0.125));
        assertEquals("0.38", text("%.2f", 0.375));
        assertEquals("1.00", text("%.2f", 1.005));
        assertEquals("2", text("%.0f", 2.5));
        assertEquals("4", text("%.0f", 3.5));
        assertEquals("1e+01", text("%.0e", 9.5));
        assertEquals("0.1000000000000000055511151231257827", text("%.34f", 0.1));
    }

    @Test
    void everyFlagDoesWhatItDoesInC() {
        assertEquals("+1.5  |", text("%-+6.1f", 1.5) + "|");
        assertEquals("0001.5", text("%06.1f", 1.5));
        assertEquals("-001.5", text("%06.1f", -1.5));
        assertEquals(" 1", text("% .0f", 1.0));
        assertEquals("1.", text("%#.0f", 1.0));
        assertEquals("1.00000", text("%#g", 1.0));
        // Debian's C library writes 1.e+14.
        assertEquals("1.0000000000000e+14", text("%#.14g", 99999999999999.5));
        assertEquals("0x0001p+0", text("%09.0a", 1.0));
    }

    @Test
    void whatIsNotFiniteIsNeverFilledWithZeros() {
        assertEquals("   inf", text("%06.1f", Double.POSITIVE_INFINITY));
        assertEquals("  -inf", text("%06.1f", Double.NEGATIVE_INFINITY));
        assertEquals("+inf", text("%+g", Double.POSITIVE_INFINITY));
        assertEquals("   nan", text("%06.1f", Double.NaN));
        assertEquals("NAN", text("%G", Double.NaN));
    }

    @Test
    void integersHaveFlagsWidthAndPrecision() {
        assertEquals("-9223372036854775808", integer("%d", Long.MIN_VALUE));
        assertEquals("+00042", integer("%+.5d", 42));
        assertEquals("   00042", integer("%08.5d", 42));
        assertEquals("00000042", integer("%08d", 42));
        assertEquals("ffffffffffffffff", integer("%x", -1));
        assertEquals("0XFF  |", integer("%-#6X", 255) + "|");
        assertEquals("0x00ff", integer("%#06x", 255));
        assertEquals("017", integer("%#o", 15));
        assertEquals("18446744073709551615", integer("%u", -1));
        assertEquals("", integer("%.0d", 0));
        assertEquals("0", integer("%#.0o", 0));
    }

    @Test
    void edgesLookAsTheyDoInC() throws Exception {
        List<String> formats = new ArrayList<>();
        for (String letter : List.of("e", "E", "f", "g", "G", "a", "A")) {
            for (String precision : new String[] {"", ".0", ".1", ".5", ".14", ".15", ".17", ".20", ".40"}) {
                formats.add("%" + precision + letter);
                if (!letter.equalsIgnoreCase("g")) {
                    formats.add("%#" + precision + letter);
                }
            }
        }
        compare(formats, Doubles.edges());
    }

    @Test
    void randomFloatsLookAsTheyDoInC() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("ConversionTest: seed " + seed);
        Random random = new Random(seed);
        compare(List.of("%.14g", "%.17g", "%.2f", "%.0f", "%e", "%.15e", "%g", "%a"), Doubles.random(random, 3000));
        List<String> formats = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            formats.add(randomFormat(random));
        }
        compare(formats, Doubles.random(random, 40));
    }

    private static String randomFormat(Random random) {
        StringBuilder format = new StringBuilder("%");
        char letter = "eEfgGaA".charAt(random.nextInt(7));
        for (String flag : FLAGS) {
            // Not what Debian's C library gets wrong.
            boolean excluded = flag.equals("#") && (letter == 'g' || letter == 'G');
            if (!excluded && random.nextInt(3) == 0) {
                format.append(flag);
            }
        }
        if (random.nextBoolean()) {
            format.append(1 + random.nextInt(40));
        }
        if (random.nextBoolean()) {
            format.append('.').append(random.nextInt(30));
        }
        return format.append(letter).toString();
    }

    private static void compare(List<String> formats, List<Double> values) throws Exception {
        StringBuilder script = new StringBuilder("local formats = {");
        formats.forEach(format -> script.append('"').append(format).append("\","));
        script.append("}\nfor value in ([[");
        values.forEach(value -> script.append(value).append(' '));
        script.append("]]):gmatch('%S+') do for _, format in ipairs(formats) do")
                .append(" print((string.format(format, tonumber(value)))) end end");
        List<String> expected = CLua.lines(Dialect.LUA_5_3, script.toString());
        List<String> actual = new ArrayList<>();
        List<String> cases = new ArrayList<>();
        for (double value : values) {
            for (String format : formats) {
                actual.add(text(format, value));
                cases.add(format + " of " + value);
            }
        }
        for (int i = 0; i < actual.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), cases.get(i));
        }
        assertEquals(expected.size(), actual.size());
    }

    private static Conversion conversion(String text) {
        int at = 1;
        int flags = 0;
        while (Conversion.flag(text.charAt(at)) != 0) {
            flags |= Conversion.flag(text.charAt(at++));
        }
        String rest = text.substring(at, text.length() - 1);
        int point = rest.indexOf('.');
        String width = point < 0 ? rest : rest.substring(0, point);
        int precision = point < 0 ? -1 : Integer.parseInt(rest.substring(point + 1));
        return new Conversion(
                flags, width.isEmpty() ? 0 : Integer.parseInt(width), precision, text.charAt(text.length() - 1));
    }

    private static String text(String format, double value) {
        TextBuffer out = new TextBuffer(1);
        conversion(format).append(out, value);
        return new String(out.bytes, 0, out.length, StandardCharsets.ISO_8859_1);
    }

    private static String integer(String format, long value) {
        TextBuffer out = new TextBuffer(1);
        conversion(format).append(out, value);
        return new String(out.bytes, 0, out.length, StandardCharsets.ISO_8859_1);
    }
}
