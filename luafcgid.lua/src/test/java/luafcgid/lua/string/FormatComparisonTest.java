package luafcgid.lua.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.CLua;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class FormatComparisonTest {
    private static final int CASES = 4000;
    private static final List<Object> ARGUMENTS = List.of(
            0L,
            1L,
            -1L,
            65L,
            255L,
            1234567890123L,
            -42L,
            3.5,
            -0.1,
            1e15,
            1e100,
            2.0,
            "10",
            "0x1F",
            "abc",
            "",
            "a\nb\"\\\r\0c\u007f1",
            "\u00e9",
            "1.5",
            " 7 ",
            "x".repeat(120));

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void formatsAreFilledInAsTheyAreInC(Dialect dialect) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("FormatComparisonTest: seed " + seed);
        Random random = new Random(seed);
        List<String> formats = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        StringBuilder script = new StringBuilder(Calling.SHOW).append("local format = string.format\n");
        for (int i = 0; i < CASES; i++) {
            String format = "<" + specification(random) + ">";
            Object argument = ARGUMENTS.get(random.nextInt(ARGUMENTS.size()));
            formats.add(format);
            arguments.add(argument);
            String literal = argument instanceof String text ? Calling.literal(text) : String.valueOf(argument);
            script.append(String.format("show(format, %s, %s)%n", Calling.literal(format), literal));
        }
        List<String> expected = CLua.lines(dialect, script.toString());
        assertEquals(CASES, expected.size());
        Calling calling = new Calling(dialect);
        for (int i = 0; i < CASES; i++) {
            String words = expected.get(i)
                    .replaceFirst("^error: bad argument #(\\d+) to '[^']*' \\((.*)\\)$", "error: bad argument #$1: $2");
            String actual = calling.show("format", formats.get(i), arguments.get(i))
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
            assertEquals(words, actual, formats.get(i) + " of " + arguments.get(i));
        }
    }

    private static String specification(Random random) {
        StringBuilder text = new StringBuilder("%");
        if (random.nextInt(3) == 0) {
            text.append("-+ 0".charAt(random.nextInt(4)));
        }
        if (random.nextInt(4) == 0) {
            text.append("-+ #0".charAt(random.nextInt(5)));
        }
        if (random.nextInt(2) == 0) {
            text.append(1 + random.nextInt(30));
        }
        if (random.nextInt(3) == 0) {
            text.append('.').append(random.nextInt(20));
        }
        String letters = "diouxXcsqeEfgaAyF";
        return text.append(letters.charAt(random.nextInt(letters.length()))).toString();
    }
}
