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
class PatternComparisonTest {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "c",
            ".",
            "%a",
            "%d",
            "%s",
            "%W",
            "%g",
            "%z",
            "%x",
            "%p",
            "[ab]",
            "[^a]",
            "[%d-]",
            "[a-c%s]",
            "[]]",
            "[^]a]",
            "[%a_]",
            "(a)",
            "(%w+)",
            "()",
            "(.-)",
            "(",
            ")",
            "%1",
            "%2",
            "%b()",
            "%bab",
            "%f[%w]",
            "%f[^a]",
            "^",
            "$",
            "*",
            "+",
            "-",
            "?",
            "%",
            "[",
            "[a",
            "[%",
            "%%",
            "%.",
            "\0",
            " ",
            "\u00e9",
            "[\u00e0-\u00ff]",
            "[a-]",
            "%f",
            "%b");
    private static final List<String> SUBJECTS =
            List.of("a", "b", "c", "ab", " ", "(", ")", "1", "23", "_", "-", ".", "\0", "\t", "\u00e9", "A", "]", "%");
    private static final List<String> REPLACEMENTS =
            List.of("", "x", "<%0>", "%1", "%2%1", "%%", "%", "%a", "(%1)", "a%0b%0c");
    private static final int CASES = 3000;

    private record Case(String subject, String pattern, String replacement, int init) {
        static Case random(Random random) {
            return new Case(
                    some(random, SUBJECTS, 12),
                    some(random, PARTS, 5),
                    some(random, REPLACEMENTS, 1),
                    random.nextInt(9) - 4);
        }

        private static String some(Random random, List<String> parts, int most) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(most + 1); n >= 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            return text.toString();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void patternsMatchAsTheyDoInC(Dialect dialect) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("PatternComparisonTest: seed " + seed);
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        StringBuilder script = new StringBuilder(Calling.SHOW)
                .append("local function all(s, p, r, i)\n")
                .append("show(string.find, s, p, i) show(string.match, s, p, i) show(string.gsub, s, p, r) ")
                .append("show(string.gsub, s, p, r, 2) show(function() local n = 0 ")
                .append(
                        "for a, b in string.gmatch(s, p) do n = n + 1 if n > 20 then break end end return n end) end\n");
        for (int i = 0; i < CASES; i++) {
            Case some = Case.random(random);
            cases.add(some);
            script.append(String.format(
                    "all(%s, %s, %s, %d)%n",
                    Calling.literal(some.subject),
                    Calling.literal(some.pattern),
                    Calling.literal(some.replacement),
                    some.init));
        }
        List<String> expected = CLua.lines(dialect, script.toString());
        Calling calling = new Calling(dialect);
        assertEquals(CASES * 5, expected.size());
        for (int i = 0; i < CASES; i++) {
            Case some = cases.get(i);
            String what = Calling.literal(some.subject) + " " + Calling.literal(some.pattern) + " "
                    + Calling.literal(some.replacement) + " " + some.init;
            assertEquals(expected.get(5 * i), calling.show("find", some.subject, some.pattern, some.init), what);
            assertEquals(expected.get(5 * i + 1), calling.show("match", some.subject, some.pattern, some.init), what);
            assertEquals(
                    expected.get(5 * i + 2), calling.show("gsub", some.subject, some.pattern, some.replacement), what);
            assertEquals(
                    expected.get(5 * i + 3),
                    calling.show("gsub", some.subject, some.pattern, some.replacement, 2),
                    what);
            String iterated = expected.get(5 * i + 4).replaceFirst("^error: [^ ]*:\\d+: ", "error: ");
            assertEquals(iterated, calling.matches(some.subject, some.pattern), what);
        }
    }
}
