package luafcgid.daemon.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

class UrlEncodingTest {
    private static String encode(String text) {
        return UrlEncoding.encode(LuaValue.valueOf(text)).tojstring();
    }

    private static String decode(String text) {
        return UrlEncoding.decode(LuaValue.valueOf(text)).tojstring();
    }

    @Test
    void reservedCharactersAreEscaped() {
        assertEquals("a+b%26c%3D%2F%C3%A4-_.~", encode("a b&c=/\u00e4-_.~"));
    }

    @Test
    void brokenEscapesStandForThemselves() {
        assertEquals("100% %z1 %4", decode("100%25+%z1+%4"));
        assertEquals("%", decode("%"));
        assertEquals("A", decode("%41"));
    }

    @Test
    void everyByteComesBack() {
        long seed = System.nanoTime();
        byte[] bytes = new byte[1000];
        new Random(seed).nextBytes(bytes);
        LuaString there = UrlEncoding.encode(LuaString.valueOf(bytes));
        assertEquals(LuaString.valueOf(bytes), UrlEncoding.decode(there), "seed " + seed);
    }

    @Test
    void repeatedNamesBecomeAList() {
        LuaTable t = UrlEncoding.parse(LuaValue.valueOf("a=1&b=x+y&a=2&a=3&empty=&flag&=nameless"));
        assertEquals("x y", t.get("b").tojstring());
        assertEquals(3, t.get("a").length());
        assertEquals("3", t.get("a").get(3).tojstring());
        assertEquals("", t.get("empty").tojstring());
        assertEquals("", t.get("flag").tojstring());
        assertEquals("nameless", t.get("").tojstring());
    }

    @Test
    void onlyAnAmpersandSeparates() {
        LuaTable t = UrlEncoding.parse(LuaValue.valueOf("q=a;b=c&d=e=f"));
        assertEquals("a;b=c", t.get("q").tojstring());
        assertEquals("e=f", t.get("d").tojstring());
        assertEquals(2, t.keyCount());
    }

    @Test
    void anEmptyQueryIsAnEmptyTable() {
        assertEquals(0, UrlEncoding.parse(LuaValue.EMPTYSTRING).keyCount());
        assertEquals(0, UrlEncoding.parse(LuaValue.valueOf("&&")).keyCount());
    }
}
