package luafcgid.lua.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What C Lua limits is limited alike, and nothing else is. */
class LimitTest {
    private static final int LARGE = 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LUA_5_1 | 196 | c:1: chunk has too many syntax levels
            LUA_5_2 | 196 | c:1: too many C levels (limit is 200) in main function near '1'
            LUA_5_3 | 196 | c:1: too many C levels (limit is 200) in main function near '1'
            LUA_5_4 | 195 | C stack overflow
            """)
    void expressionsNestAsDeepAsInC(Dialect dialect, int most, String message) {
        assertEquals("ok", Chunks.message("x = " + "(".repeat(most) + "1" + ")".repeat(most), dialect));
        assertEquals(message, Chunks.message("x = " + "(".repeat(most + 1) + "1" + ")".repeat(most + 1), dialect));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LUA_5_1 | 98 | c:1: chunk has too many syntax levels
            LUA_5_2 | 98 | c:1: too many C levels (limit is 200) in function at line 1 near 'return'
            LUA_5_3 | 98 | c:1: too many C levels (limit is 200) in function at line 1 near 'return'
            LUA_5_4 | 98 | C stack overflow
            """)
    void functionsNestAsDeepAsInC(Dialect dialect, int most, String message) {
        String begin = "function() return ";
        assertEquals("ok", Chunks.message("x = " + begin.repeat(most) + "end ".repeat(most), dialect));
        assertEquals(message, Chunks.message("x = " + begin.repeat(most + 1) + "end ".repeat(most + 1), dialect));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LUA_5_1 | 197 | c:1: main function has more than 197 variables in assignment
            LUA_5_2 | 197 | c:1: too many C levels (limit is 200) in main function near '='
            LUA_5_3 | 197 | c:1: too many C levels (limit is 200) in main function near '='
            LUA_5_4 | 195 | C stack overflow
            """)
    void anAssignmentHasAsManyTargetsAsInC(Dialect dialect, int most, String message) {
        assertEquals("ok", Chunks.message("a" + ",a".repeat(most) + " = 1", dialect));
        assertEquals(message, Chunks.message("a" + ",a".repeat(most + 1) + " = 1", dialect));
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionHas200Variables(Dialect dialect) {
        String message = dialect == Dialect.LUA_5_1
                ? "c:1: function at line 1 has more than 200 local variables"
                : "c:1: too many local variables (limit is 200) in function at line 1 near ')'";
        assertEquals("ok", Chunks.message("function f(a" + ",a".repeat(199) + ") end", dialect));
        assertEquals(message, Chunks.message("function f(a" + ",a".repeat(200) + ") end", dialect));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LUA_5_1 | 60  | c:3: function at line 2 has more than 60 upvalues
            LUA_5_2 | 255 | c:3: too many upvalues (limit is 255) in function at line 2 near '='
            LUA_5_3 | 255 | c:3: too many upvalues (limit is 255) in function at line 2 near '='
            LUA_5_4 | 255 | c:3: too many upvalues (limit is 255) in function at line 2 near '='
            """)
    void aFunctionHasAsManyUpvaluesAsInC(Dialect dialect, int most, String message) {
        assertEquals("ok", Chunks.message(upvalues(most), dialect));
        assertEquals(message, Chunks.message(upvalues(most + 1), dialect));
    }

    private static String upvalues(int count) {
        String outer = names(0, count / 2);
        String inner = names(count / 2, count);
        String uses = IntStream.range(0, count).mapToObj(i -> "v" + i + "=1 ").collect(Collectors.joining());
        return "local " + outer + " local function f() local " + inner + "\nlocal function g()\n" + uses + "end end";
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @EnumSource
    void operandsFieldsAndCallsChainWithoutEnd(Dialect dialect) {
        assertEquals("ok", Chunks.message("x = a" + " + a".repeat(LARGE), dialect));
        assertEquals("ok", Chunks.message("x = a" + ".b".repeat(LARGE), dialect));
        assertEquals("ok", Chunks.message("x = f" + "()".repeat(LARGE), dialect));
        assertEquals("ok", Chunks.message("if a then " + "elseif a then ".repeat(LARGE) + "end", dialect));
    }

    @Test
    void aTableOf100000LinesIsParsedInLinearTime() {
        String table = "return {" + "{ id = 1, name = 'name', 2.5, { 'a' } },\n".repeat(LARGE) + "}";
        Chunk chunk = Assertions.assertTimeout(Duration.ofSeconds(30), () -> Chunks.parse(table, Dialect.LUA_5_1));
        Statement last = chunk.main().block().statements().get(0);
        Expression value = ((Statement.Return) last).values().get(0);
        assertEquals(LARGE, ((Expression.TableConstructor) value).fields().size());
    }

    @Test
    void gotosAreResolvedInLinearTime() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LARGE; i++) {
            text.append("do goto l").append(i).append(" end\n");
        }
        for (int i = 0; i < LARGE; i++) {
            text.append("::l").append(i).append(":: f()\n");
        }
        Chunk chunk =
                Assertions.assertTimeout(Duration.ofSeconds(30), () -> Chunks.parse(text.toString(), Dialect.LUA_5_4));
        assertTrue(chunk.main().block().statements().size() > 2 * LARGE);
    }
}
