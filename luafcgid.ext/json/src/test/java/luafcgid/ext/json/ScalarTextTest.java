package luafcgid.ext.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import luafcgid.ext.json.text.Output;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;

/** What depends on the version of Lua. */
final class ScalarTextTest {
    private static String text(LuaValue value, Dialect dialect) {
        Output out = new Output();
        Settings settings = new Settings();
        settings.precision = 3;
        new ScalarText(out, settings, new Marks(), dialect).append(value);
        return out.text().tojstring();
    }

    @Test
    void integersAreRoundedUnlessTheyAreAKindOfTheirOwn() {
        LuaValue integer = LuaValue.valueOf(12345);
        assertEquals("1.23e+04", text(integer, Dialect.LUA_5_1));
        assertEquals("1.23e+04", text(integer, Dialect.LUA_5_2));
        assertEquals("12345", text(integer, Dialect.LUA_5_3));
        assertEquals("0.333", text(LuaValue.valueOf(1 / 3.0), Dialect.LUA_5_3));
    }
}
