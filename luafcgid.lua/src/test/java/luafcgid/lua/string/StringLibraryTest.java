package luafcgid.lua.string;

import static luafcgid.lua.Dialect.LUA_5_1;
import static luafcgid.lua.Dialect.LUA_5_2;
import static luafcgid.lua.Dialect.LUA_5_3;
import static luafcgid.lua.Dialect.LUA_5_4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.LuaState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;

/** Expected is what C Lua returned. */
@Timeout(60)
class StringLibraryTest {
    private static Calling in(Dialect dialect) {
        return new Calling(dialect);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void simpleFunctionsDoAsTheManualSays(Dialect dialect) {
        Calling string = in(dialect);
        assertEquals("5", string.show("len", "a\0bcd"));
        assertEquals("ello", string.show("sub", "hello", 2));
        assertEquals("lo", string.show("sub", "hello", -2));
        assertEquals("hello", string.show("sub", "hello", -100, 100));
        assertEquals("", string.show("sub", "hello", 4, 2));
        assertEquals("h", string.show("sub", "hello", 0, 1));
        assertEquals("104", string.show("byte", "hello"));
        assertEquals("101|108", string.show("byte", "hello", 2, 3));
        assertEquals("", string.show("byte", "hello", 10));
        assertEquals("111", string.show("byte", "hello", -1));
        assertEquals("a\0\u00ff", string.show("char", 97, 0, 255));
        assertEquals("", string.show("char"));
        assertEquals("\u00e9A-", string.show("upper", "\u00e9a-"));
        assertEquals("cba", string.show("reverse", "abc"));
        assertEquals("", string.show("rep", "x", -1));
        assertEquals("ababab", string.show("rep", "ab", 3));
        assertEquals("error: bad argument #1: string expected, got no value", string.show("rep"));
        assertEquals("error: resulting string too large", string.show("rep", "xx", 1L << 62));
    }

    @Test
    void dialectsDiffer() {
        assertEquals("xxx", in(LUA_5_1).show("rep", "x", 3, ","));
        assertEquals("x,x,x", in(LUA_5_2).show("rep", "x", 3, ","));
        assertEquals("error: bad argument #1: invalid value", in(LUA_5_1).show("char", 256));
        assertEquals("error: bad argument #1: value out of range", in(LUA_5_4).show("char", 256));
        assertEquals("ello", in(LUA_5_2).show("sub", "hello", 2.7));
        assertEquals(
                "error: bad argument #2: number has no integer representation",
                in(LUA_5_3).show("sub", "hello", 2.7));
        assertEquals("4|3", in(LUA_5_1).show("find", "abc", "", 10));
        assertEquals("nil", in(LUA_5_2).show("find", "abc", "", 10));
        assertEquals("-a--c-|4", in(LUA_5_2).show("gsub", "abc", "b*", "-"));
        assertEquals("-a-c-|3", in(LUA_5_3).show("gsub", "abc", "b*", "-"));
        assertEquals("ffffffffffffffff", in(LUA_5_1).show("format", "%x", -1));
        assertEquals(
                "error: bad argument #2: not a non-negative number in proper range",
                in(LUA_5_2).show("format", "%x", -1));
        assertEquals("\"a\\000b\\r\"", in(LUA_5_1).show("format", "%q", "a\0b\r"));
        assertEquals("\"a\\0b\\13\"", in(LUA_5_2).show("format", "%q", "a\0b\r"));
        assertEquals("1e9999", in(LUA_5_4).show("format", "%q", Double.POSITIVE_INFINITY));
        assertEquals("0x8000000000000000", in(LUA_5_3).show("format", "%q", Long.MIN_VALUE));
        assertEquals("error: invalid option '%y' to 'format'", in(LUA_5_3).show("format", "%y", 1));
        assertEquals("error: invalid conversion '%y' to 'format'", in(LUA_5_4).show("format", "%y", 1));
        assertEquals("3.0", in(LUA_5_4).show("format", "%s", 3.0));
        assertEquals("3", in(LUA_5_1).show("format", "%s", 3.0));
    }

    @Test
    void whatAReplacementGivesTakesTheMatchesPlace() {
        LuaTable table = new LuaTable();
        table.set("b", "<b>");
        assertEquals("a<b>c|3", in(LUA_5_1).show("gsub", "abc", "%w", table));
        LuaValue nothing = new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue match) {
                return FALSE;
            }
        };
        assertEquals("abc|3", in(LUA_5_1).show("gsub", "abc", "%w", nothing));
        assertEquals("aXbXc|2", in(LUA_5_1).show("gsub", "a.b.c", "%.", "X"));
        table.set("c", new LuaTable());
        assertEquals("error: invalid replacement value (a table)", in(LUA_5_1).show("gsub", "abc", "%w", table));
    }

    @Test
    void packedValuesAreUnpacked() {
        Calling string = in(LUA_5_4);
        assertEquals("\0\0\1\2\0\3\0\0\0\0\0\0\0", string.show("pack", ">I3 <h =j", 1, 2, 3));
        assertEquals("\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0@", string.show("pack", "!8 b Xd d", 1, 2));
        assertEquals("24", string.show("packsize", "!8 b Xh i4 i8 c1 Xi8"));
        assertEquals("-1|17", string.show("unpack", "i16", "\u00ff".repeat(16)));
        assertEquals("513|258|5|8", string.show("unpack", "<i2 >i2 xx b", "\1\2\1\2\0\0\5"));
        assertEquals("error: bad argument #2: integer overflow", string.show("pack", "b", 128));
        assertEquals("error: integral size (17) out of limits [1,16]", string.show("pack", "i17", 1));
        assertEquals(
                "error: 16-byte integer does not fit into Lua Integer",
                string.show("unpack", "i16", "\1\2\3\4\5\6\7\b\t\1\1\1\1\1\1\1"));
        assertEquals("abc|5", in(LUA_5_3).show("unpack", "z", "abc"));
        assertEquals("error: bad argument #2: unfinished string for format 'z'", string.show("unpack", "z", "abc"));
    }

    @Test
    void aPatternThatRunsLongIsStopped() {
        boolean[] asked = new boolean[1];
        LuaState state = new LuaState(LUA_5_1, new Globals(), () -> {
            asked[0] = true;
            throw new IllegalStateException("stopped");
        });
        state.attention = true;
        LuaTable string = StringLibrary.table(state);
        LuaString subject = LuaString.valueOf("a".repeat(3000));
        LuaString pattern = LuaString.valueOf(".-.-.-.-b");
        assertThrows(IllegalStateException.class, () -> string.get("find").call(subject, pattern));
        assertEquals(true, asked[0]);
    }

    @Test
    void aPatternCannotOverflowTheStack() {
        String deep = "a?".repeat(100_000);
        assertEquals("error: pattern too complex", in(LUA_5_1).show("find", "a".repeat(100_000), deep + "b"));
        assertEquals("error: pattern too complex", in(LUA_5_4).show("find", "a".repeat(300), deep + "b"));
    }

    @Test
    void utf8IsReadAndWritten() {
        Calling calling = in(LUA_5_4);
        assertEquals("\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080", calling.showUtf8("char", 0x20ac, 0x1f600));
        assertEquals("2", calling.showUtf8("len", "\u00e2\u0082\u00aca"));
        assertEquals("nil|1", calling.showUtf8("len", "\u00ff"));
        assertEquals("8364|97", calling.showUtf8("codepoint", "\u00e2\u0082\u00aca", 1, -1));
        assertEquals("4", calling.showUtf8("offset", "\u00e2\u0082\u00aca", 2));
        assertEquals("1", calling.showUtf8("offset", "\u00e2\u0082\u00aca", 0, 3));
        assertEquals("4", calling.showUtf8("offset", "\u00e2\u0082\u00aca", -1));
        assertEquals("error: invalid UTF-8 code", calling.showUtf8("codepoint", "\u00ed\u00a0\u0080"));
        assertEquals("55296", in(LUA_5_3).showUtf8("codepoint", "\u00ed\u00a0\u0080"));
        assertEquals("55296", calling.showUtf8("codepoint", "\u00ed\u00a0\u0080", 1, 1, LuaValue.TRUE));
        assertEquals(
                "2147483647",
                calling.showUtf8("codepoint", "\u00fd\u00bf\u00bf\u00bf\u00bf\u00bf", 1, 1, LuaValue.TRUE));
        assertEquals("error: bad argument #3: out of bounds", calling.showUtf8("codepoint", "abc", 1, 4));
    }
}
