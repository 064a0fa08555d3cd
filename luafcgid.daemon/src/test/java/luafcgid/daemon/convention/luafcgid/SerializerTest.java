package luafcgid.daemon.convention.luafcgid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

class SerializerTest {
    private static String serialize(LuaValue value) {
        return new String(Serializer.serialize(value), StandardCharsets.ISO_8859_1);
    }

    @Test
    void luaReadsBackWhatWasWritten() {
        LuaTable inner = LuaValue.listOf(new LuaValue[] {LuaValue.valueOf(1.5), LuaValue.TRUE});
        LuaTable table = new LuaTable();
        table.set("a\"b\\c\n\0\u00ff", inner);
        table.set(7, LuaValue.valueOf("seven"));
        Globals globals = JsePlatform.standardGlobals();
        byte[] source = ("return " + serialize(table)).getBytes(StandardCharsets.ISO_8859_1);
        LuaValue back = globals.load(new ByteArrayInputStream(source), "back", "t", globals)
                .call();
        assertEquals("seven", back.get(7).tojstring());
        assertEquals(1.5, back.get("a\"b\\c\n\0\u00ff").get(1).todouble());
        assertTrue(back.get("a\"b\\c\n\0\u00ff").get(2).toboolean());
    }

    @Test
    void numbersKeepTheirValue() {
        assertEquals("3", serialize(LuaValue.valueOf(3.0)));
        assertEquals("0.1", serialize(LuaValue.valueOf(0.1)));
        assertEquals("1/0", serialize(LuaValue.valueOf(Double.POSITIVE_INFINITY)));
        assertEquals("0/0", serialize(LuaValue.valueOf(Double.NaN)));
    }

    @Test
    void bytesOfAStringAreKept() {
        assertEquals("\"\u00e4\"", serialize(LuaString.valueOf(new byte[] {(byte) 0xe4})));
    }

    @Test
    void aTableThatContainsItselfIsRefused() {
        LuaTable table = new LuaTable();
        table.set("self", table);
        LuaError e = assertThrows(LuaError.class, () -> serialize(table));
        assertTrue(e.getMessage().contains("contains itself"), e.getMessage());
    }

    @Test
    void aTableMayStandTwice() {
        LuaTable shared = new LuaTable();
        assertEquals("{[1]={},[2]={}}", serialize(LuaValue.listOf(new LuaValue[] {shared, shared})));
    }

    @Test
    void functionsAreNoData() {
        assertThrows(
                LuaError.class, () -> serialize(JsePlatform.standardGlobals().get("print")));
    }
}
