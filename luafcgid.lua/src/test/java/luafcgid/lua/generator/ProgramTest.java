package luafcgid.lua.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the generator makes. */
class ProgramTest {
    private static final int PROGRAMS = 300;

    @ParameterizedTest
    @EnumSource
    void everyProgramIsAChunkOfItsDialect(Dialect dialect) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            byte[] text = Comparison.program(dialect, seed).text().getBytes(StandardCharsets.ISO_8859_1);
            assertNotNull(Parser.parse(text, "=seed " + seed, dialect));
        }
    }

    @Test
    void aSeedAlwaysMakesTheSameProgram() {
        String once = Comparison.program(Dialect.LUA_5_4, 7).text();
        assertEquals(once, Comparison.program(Dialect.LUA_5_4, 7).text());
    }

    @Test
    void aStatementShrinksToNothingAndAnExpressionToAConstantOrAPartOfIt() {
        Piece program =
                Piece.fixed(List.of(Piece.statement("f(", Piece.expression("a + ", Piece.expression("bb")), ")\n")));
        List<String> smaller =
                Shrinker.smaller(program).stream().map(Piece::text).toList();
        assertTrue(smaller.containsAll(List.of("", "f(nil)\n", "f(1)\n", "f(bb)\n", "f(a + 1)\n")), smaller::toString);
    }
}
