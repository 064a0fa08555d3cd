package luafcgid.lua.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Dialect;
import luafcgid.lua.number.CLua;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of {@code string.format} whose format is a constant, which have code of their own: in each way that values come to them. */
@Timeout(120)
class ConstantFormatTest {
    private static final int CASES = 3000;
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "65",
            "255",
            "1234567890123",
            "-42",
            "3.5",
            "-0.1",
            "0.125",
            "1e15",
            "1e100",
            "-1e300",
            "2^31",
            "2.0");
    private static final List<String> OTHERS = List.of(
            "'10'",
            "'0x1F'",
            "'abc'",
            "''",
            "'\\0'",
            "'a\\0b'",
            "' 7 '",
            "('x'):rep(99)",
            "('x'):rep(100)",
            "('x'):rep(70000)",
            "nil",
            "true",
            "named");

    private static final String HEAD =
            """
            local format = string.format
            local named = setmetatable({}, {__tostring = function() return 'N' end})
            local nan = 0/0
            local function show(f, ...)
              local ok, result = pcall(f, ...)
              if ok and #result > 1000 then result = #result .. result:sub(1, 20) end
              print((result:gsub('^[^:]*%.lua:', '@'):gsub('%c', '?')))
            end
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void valuesAreFilledInAsInC(Dialect dialect) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("ConstantFormatTest: seed " + seed);
        Random random = new Random(seed);
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(call(random));
        }
        String script = HEAD + String.join("\n", cases);
        List<String> expected = CLua.lines(dialect, script);
        assertEquals(CASES, expected.size());
        Path file = Files.write(folder.resolve("t.lua"), script.getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (OurLua lua = new OurLua(dialect, folder)) {
            lua.run(file, List.of(), output, System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
        }
        List<String> actual =
                output.toString(StandardCharsets.ISO_8859_1).lines().toList();
        for (int i = 0; i < CASES; i++) {
            assertEquals(expected.get(i), actual.get(i), cases.get(i));
        }
    }

    private static String call(Random random) {
        StringBuilder format = new StringBuilder("'");
        List<String> values = new ArrayList<>();
        boolean numbers = random.nextBoolean();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            format.append(random.nextBoolean() ? "<td>" : "");
            appendSpecification(format, random);
            List<String> from = numbers || random.nextInt(4) > 0 ? NUMBERS : OTHERS;
            values.add(from.get(random.nextInt(from.size())));
        }
        format.append(random.nextBoolean() ? "%%'" : "'");
        String parameters = String.join(", ", List.of("a", "b", "c", "d", "e").subList(0, values.size()));
        String passed = String.join(", ", values);
        return switch (random.nextInt(numbers ? 7 : 5)) {
            case 0 ->
                "show(function(" + parameters + ") return (format(" + format + ", " + parameters + ")) end, " + passed
                        + ")";
            case 1 ->
                "show(function(" + parameters + ") return format(" + format + ", " + parameters + ") end, " + passed
                        + ")";
            case 2 -> "show(function() return (string.format(" + format + ", " + passed + ")) end)";
            case 3 -> "show(function() local s = (" + format + "):format(" + passed + ") return s end)";
            case 4 ->
                "show(function(" + parameters + ") local t = {" + parameters + "} local s = format(" + format + ", t["
                        + String.join("], t[", numerals(values.size())) + "]) return s end, " + passed + ")";
            // Known to be numbers, or very likely to be some.
            case 5 ->
                "show(function(" + parameters + ") local s = format(" + format + ", " + parameters.replace(",", " * 1,")
                        + " * 1) return s end, " + passed + ")";
            default ->
                "show(function() local s = '' for i = -1, 2 do local x = i / 2 s = s .. format(" + format + ", "
                        + String.join(
                                ", ",
                                List.of("i", "x", "i + 1", "x * " + values.get(0), "-i")
                                        .subList(0, values.size()))
                        + ") end return s end)";
        };
    }

    private static List<String> numerals(int count) {
        return List.of("1", "2", "3", "4", "5").subList(0, count);
    }

    private static void appendSpecification(StringBuilder text, Random random) {
        text.append('%');
        if (random.nextInt(3) == 0) {
            text.append("-+ 0".charAt(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            text.append(1 + random.nextInt(30));
        }
        if (random.nextInt(3) == 0) {
            text.append('.').append(random.nextInt(20));
        }
        String letters = "dddsssfffiouxXcqeEgGy";
        text.append(letters.charAt(random.nextInt(letters.length())));
    }
}
