package luafcgid.lua.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/** What the tree says of a chunk. */
class TreeTest {
    @Test
    void aVariableThatAnInnerFunctionUsesIsCaptured() {
        List<Statement> statements = statements("local a, b = 1, 2; function f() return function() return a end end");
        List<Local> locals = ((Statement.LocalDeclaration) statements.get(0)).locals();
        assertTrue(locals.get(0).captured());
        assertFalse(locals.get(1).captured());
        FunctionBody outer =
                function(((Statement.Assignment) statements.get(1)).values().get(0));
        FunctionBody inner = function(values(outer.block().statements().get(0)).get(0));
        assertEquals(List.of(locals.get(0)), outer.upvalues());
        assertEquals(List.of(locals.get(0)), inner.upvalues());
        assertSame(outer, inner.parent());
    }

    @Test
    void aVariableIsReassignedByAnAssignmentButNotByItsDeclaration() {
        List<Statement> statements =
                statements("local a = 1; local b = 2; local function c() b = 3 end; local d; function d() end");
        assertFalse(
                ((Statement.LocalDeclaration) statements.get(0)).locals().get(0).reassigned());
        assertTrue(
                ((Statement.LocalDeclaration) statements.get(1)).locals().get(0).reassigned());
        assertFalse(((Statement.LocalFunction) statements.get(2)).local().reassigned());
        assertTrue(
                ((Statement.LocalDeclaration) statements.get(3)).locals().get(0).reassigned());
    }

    @Test
    void aLocalFunctionSeesItself() {
        Statement.LocalFunction f = (Statement.LocalFunction)
                statements("local function f() return f end").get(0);
        assertEquals(List.of(f.local()), f.function().body().upvalues());
    }

    @Test
    void theConditionOfRepeatSeesTheVariablesOfItsBlock() {
        Statement.Repeat loop =
                (Statement.Repeat) statements("repeat local x until x").get(0);
        Local x = ((Statement.LocalDeclaration) loop.block().statements().get(0))
                .locals()
                .get(0);
        assertSame(x, ((Expression.Variable) loop.condition()).local());
    }

    @Test
    void aDeclarationDoesNotSeeItself() {
        Statement.LocalDeclaration second = (Statement.LocalDeclaration)
                statements("local x = 1; local x = x").get(1);
        assertNotSame(
                second.locals().get(0), ((Expression.Variable) second.values().get(0)).local());
    }

    @Test
    void aChunkThatMentionsTheEnvironmentReachesGlobalsThroughIt() {
        Chunk chunk = Chunks.parse("x = 1; local e = _ENV", Dialect.LUA_5_2);
        Local environment = Objects.requireNonNull(chunk.environment());
        assertEquals(List.of(environment), chunk.main().upvalues());
        Expression target = ((Statement.Assignment)
                        chunk.main().block().statements().get(0))
                .targets()
                .get(0);
        Expression.Index index = assertInstanceOf(Expression.Index.class, target);
        assertSame(environment, ((Expression.Variable) index.object()).local());
    }

    @Test
    void aParameterCalledEnvironmentHoldsTheGlobalsOfItsFunction() {
        Chunk chunk = Chunks.parse("function f(_ENV) return x end", Dialect.LUA_5_4);
        FunctionBody f = function(
                ((Statement.Assignment) chunk.main().block().statements().get(0))
                        .values()
                        .get(0));
        Expression.Index x =
                (Expression.Index) values(f.block().statements().get(0)).get(0);
        assertSame(f.parameters().get(0), ((Expression.Variable) x.object()).local());
    }

    @Test
    void aChunkThatDoesNotHasGlobals() {
        Chunk chunk = Chunks.parse("local a; function f() return a, x end", Dialect.LUA_5_3);
        assertNull(chunk.environment());
        FunctionBody f = function(
                ((Statement.Assignment) chunk.main().block().statements().get(1))
                        .values()
                        .get(0));
        assertInstanceOf(
                Expression.Global.class, values(f.block().statements().get(0)).get(1));
        assertEquals(0, chunk.main().environmentIndex());
        assertEquals(1, f.environmentIndex());
    }

    @Test
    void theEnvironmentIsAnOrdinaryNameInLua51() {
        Chunk chunk = Chunks.parse("_ENV = 1", Dialect.LUA_5_1);
        assertNull(chunk.environment());
        assertEquals(-1, chunk.main().environmentIndex());
    }

    @Test
    void aVarargFunctionOfLua51HasArg() {
        FunctionBody f =
                function(((Statement.Assignment) Chunks.parse("function f(...) return arg end", Dialect.LUA_5_1)
                                .main()
                                .block()
                                .statements()
                                .get(0))
                        .values()
                        .get(0));
        assertSame(
                f.arg(),
                ((Expression.Variable) values(f.block().statements().get(0)).get(0)).local());
    }

    @Test
    void argIsNilInAFunctionThatUsesDots() {
        FunctionBody f =
                function(((Statement.Assignment) Chunks.parse("function f(...) return arg, ... end", Dialect.LUA_5_1)
                                .main()
                                .block()
                                .statements()
                                .get(0))
                        .values()
                        .get(0));
        assertNull(f.arg());
        Statement.LocalDeclaration arg =
                (Statement.LocalDeclaration) f.block().statements().get(0);
        assertEquals(List.of(), arg.values());
        Expression used = values(f.block().statements().get(1)).get(0);
        assertSame(arg.locals().get(0), ((Expression.Variable) used).local());
    }

    @Test
    void aGotoLeadsToTheLabelThatItSees() {
        List<Statement> statements = statements("goto a; do ::a:: end ::a:: do goto a end");
        Statement.LabelStatement label = (Statement.LabelStatement) statements.get(2);
        assertSame(label.label(), ((Statement.Goto) statements.get(0)).label());
        Statement.Do last = (Statement.Do) statements.get(3);
        assertSame(label.label(), ((Statement.Goto) last.block().statements().get(0)).label());
    }

    @Test
    void aLaterLabelOfTheSameBlockGoesBeforeAnEarlierOneAroundItUpToLua53() {
        String text = "::a:: do goto a; ::a:: end";
        List<Statement> statements =
                Chunks.parse(text, Dialect.LUA_5_3).main().block().statements();
        List<Statement> inner = ((Statement.Do) statements.get(1)).block().statements();
        assertSame(((Statement.LabelStatement) inner.get(1)).label(), ((Statement.Goto) inner.get(0)).label());
    }

    @ParameterizedTest
    @CsvSource({
        "LUA_5_1, debug.getinfo(1), true",
        "LUA_5_1, '_G[\"setfenv\"](f, t)', true",
        "LUA_5_1, 'local module = 1', true",
        "LUA_5_1, 'print(x.debugger, \"debug it\")', false",
    })
    void aChunkThatNamesReflectionIsReflective(Dialect dialect, String text, boolean reflective) {
        assertEquals(reflective, Chunks.parse(text, dialect).reflective());
    }

    @Test
    void integersAreLua53s() {
        assertInstanceOf(LuaInteger.class, number("3", Dialect.LUA_5_3));
        assertInstanceOf(LuaDouble.class, number("3.5", Dialect.LUA_5_3));
        assertInstanceOf(LuaDouble.class, number("9223372036854775808", Dialect.LUA_5_3));
        assertEquals(-1L, number("0xffffffffffffffff", Dialect.LUA_5_3).tolong());
        assertEquals(0x1p64, number("0x10000000000000000", Dialect.LUA_5_2).todouble());
    }

    private static LuaNumber number(String text, Dialect dialect) {
        Statement statement = Chunks.parse("return " + text, dialect)
                .main()
                .block()
                .statements()
                .get(0);
        return ((Expression.Numeral) values(statement).get(0)).value();
    }

    @Test
    void bytesOfStringsPassUnchanged() {
        LuaString text = text("'\u00ff\u00fe\\0\u00c3'", Dialect.LUA_5_1);
        assertEquals(LuaString.valueOf(new byte[] {-1, -2, 0, (byte) 0xC3}), text);
    }

    @Test
    void escapesReachUpTo31BitsOfUtf8() {
        assertEquals(
                LuaString.valueOf(new byte[] {0x7F, (byte) 0xC2, (byte) 0x80, (byte) 0xFD, -65, -65, -65, -65, -65}),
                text("'\\u{7F}\\u{80}\\u{7FFFFFFF}'", Dialect.LUA_5_4));
    }

    @Test
    void lineEndsInLongStringsBecomeNewlines() {
        assertEquals(
                "a\nb\nc\n\nd", text("[[\r\na\rb\n\rc\n\nd]]", Dialect.LUA_5_2).tojstring());
    }

    private static LuaString text(String text, Dialect dialect) {
        Statement statement = Chunks.parse("return " + text, dialect)
                .main()
                .block()
                .statements()
                .get(0);
        return ((Expression.Text) values(statement).get(0)).value();
    }

    @Test
    void aLineForTheShellIsSkippedInFilesOnly() {
        String text = "#!/usr/bin/lua\nx = = 1";
        byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("c:1: unexpected symbol near '#'", Chunks.message(text, Dialect.LUA_5_1));
        assertEquals(
                "c:2: unexpected symbol near '='",
                assertThrows(LuaError.class, () -> Parser.parseFile(file, "=c", Dialect.LUA_5_1))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            LUA_5_1 | 123456789012345678901234567890123456789012345678901234567890123 | [string "123456789012345678901234567890123456789012345678901234567890123"]:1: '=' expected near '<eof>'
            LUA_5_1 | 1234567890123456789012345678901234567890123456789012345678901234 | [string "123456789012345678901234567890123456789012345678901234567890123..."]:1: '=' expected near '<eof>'
            LUA_5_1 | @123456789012345678901234567890123456789012345678901234567890123123456789012345678901234567890123456789012345678901234567890123 | ...567890123123456789012345678901234567890123456789012345678901234567890123:1: '=' expected near '<eof>'
            LUA_5_1 | =123456789012345678901234567890123456789012345678901234567890123123456789012345678901234567890123456789012345678901234567890123 | 1234567890123456789012345678901234567890123456789012345678901231234567890123456:1: '=' expected near '<eof>'
            LUA_5_2 | 12345678901234567890123456789012345678901234 | [string "12345678901234567890123456789012345678901234"]:1: syntax error near <eof>
            LUA_5_2 | 123456789012345678901234567890123456789012345 | [string "123456789012345678901234567890123456789012345..."]:1: syntax error near <eof>
            LUA_5_3 | @123456789012345678901234567890123456789012345678901234567890123 | ...89012345678901234567890123456789012345678901234567890123:1: syntax error near <eof>
            LUA_5_4 | =123456789012345678901234567890123456789012345678901234567890123 | 12345678901234567890123456789012345678901234567890123456789:1: syntax error near <eof>
            """)
    void longNamesOfChunksAreShortened(Dialect dialect, String name, String message) {
        assertEquals(message, Chunks.message("x", name, dialect));
    }

    private static List<Statement> statements(String text) {
        return Chunks.parse(text, Dialect.LUA_5_4).main().block().statements();
    }

    private static List<Expression> values(Statement statement) {
        return ((Statement.Return) statement).values();
    }

    private static FunctionBody function(Expression expression) {
        return ((Expression.Function) expression).body();
    }
}
