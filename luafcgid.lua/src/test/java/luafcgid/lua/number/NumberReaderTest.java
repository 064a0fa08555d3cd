package luafcgid.lua.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class NumberReaderTest {
    private static final String[] EDGES = {
        "inf",
        "nan",
        "-nan",
        "infinity",
        "nan(12)",
        "nan(",
        "INF",
        "0x",
        "0X",
        "0x.8",
        "0x.",
        "0x1p4",
        "0x1p",
        "0x1p+",
        "0x1P-2",
        "1e",
        "1e+",
        "1E5",
        "10\0",
        "10\0abc",
        "-0x10",
        "- 1",
        "0x-1",
        "1 2",
        "",
        " ",
        ".",
        "5.",
        ".5",
        "-.5",
        "..5",
        "5..",
        "  .5e1\u000b",
        "\t\n\f\r 7 \t\n\f\r",
        "0xffffffffffffffffff",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "92233720368547758070",
        "18446744073709551616",
        "1e999",
        "-1e999",
        "1e-999",
        "0x7fffffffffffffff1",
        "0x8000000000000000",
        "1_0",
        "0x1.8",
        "0x.p1",
        "0xp1",
        "1e5x",
        "+5",
        "+-5",
        "--5",
        "+",
        "-",
        "1f",
        "1d",
        "0b1",
        "1e99999999999999",
        "0x1p99999999999",
        "0x1p-99999999999",
        "00012",
        "0x00012",
        "-0",
        "0",
        "0e12",
        "000000000000000000000001",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "0x1.fffffffffffff8p0",
        "0x1.00000000000008p0",
        "0x1.000000000000080000000000001p0",
        "123456789012345678901234567890",
        "1e22",
        "1e23",
        "8.5e22",
        "0.1e1",
        "1.e1",
        "1e1.5",
        "0x10p-1",
        "5\u00a0",
        "\u00e9",
        "0x1e+1",
        "1 e5",
        "0xabcdefg"
    };

    @Test
    void aNumberIsReadByTheDialect() {
        assertEquals(0.5, read("0x.8", Dialect.LUA_5_1).todouble());
        assertNull(NumberReader.read(LuaString.valueOf("0x"), Dialect.LUA_5_2));
        assertNull(NumberReader.read(LuaString.valueOf("nan"), Dialect.LUA_5_2));
        assertEquals(-1, read("0xffffffffffffffff", Dialect.LUA_5_3).tolong());
        assertEquals(
                255,
                NumberReader.read(LuaString.valueOf("fF"), 16, Dialect.LUA_5_4).tolong());
        assertNull(NumberReader.read(LuaString.valueOf("12"), 2, Dialect.LUA_5_4));
    }

    private static LuaValue read(String text, Dialect dialect) {
        LuaValue number = NumberReader.read(LuaString.valueOf(text), dialect);
        assert number != null;
        return number;
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void textIsReadAsItIsInC(Dialect dialect) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("NumberReaderTest: seed " + seed);
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(List.of(EDGES));
        String alphabet = "00112233445566789..eExXpP+-aAfF \0n";
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(6) == 0 ? "0x" : "");
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            texts.add(text.toString());
        }
        for (double value : Doubles.random(random, 2000)) {
            texts.add(Double.toString(value));
            texts.add(Double.toHexString(value));
            texts.add(Long.toString((long) value));
        }
        int[] bases = {2, 3, 10, 16, 36};
        StringBuilder script = new StringBuilder("local function out(v) io.write(")
                .append("v and string.format('%.17g', v) or 'nil', ' ') end\n")
                .append(
                        "local function try(s) out(tonumber(s)) for _, b in ipairs{2, 3, 10, 16, 36} do out(tonumber(s, b)) end print() end\n");
        for (String text : texts) {
            script.append("try(\"");
            text.chars().forEach(c -> script.append(String.format("\\%03d", c)));
            script.append("\")\n");
        }
        List<String> expected = CLua.lines(dialect, script.toString());
        assertEquals(expected.size(), texts.size());
        for (int i = 0; i < texts.size(); i++) {
            StringBuilder actual = new StringBuilder();
            LuaString text = LuaString.valueOf(texts.get(i).getBytes(StandardCharsets.ISO_8859_1));
            LuaValue plain = NumberReader.read(text, dialect);
            actual.append(text(plain)).append(' ');
            for (int base : bases) {
                boolean isPlain = base == 10 && dialect == Dialect.LUA_5_1;
                actual.append(text(isPlain ? plain : NumberReader.read(text, base, dialect)))
                        .append(' ');
            }
            assertEquals(expected.get(i), actual.toString(), texts.get(i));
        }
    }

    private static String text(@Nullable LuaValue number) {
        if (number == null) {
            return "nil";
        }
        TextBuffer out = new TextBuffer(8);
        new Conversion(0, 0, 17, 'g').append(out, number.todouble());
        return out.toLuaString().tojstring();
    }
}
