package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

class StringTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "é", "€uro", "𝄞 clef", "a?b", "\ufffd", "\0", "\udcff"})
    void textSurvivesTheWayThroughLua(String text) {
        assertEquals(text, LuaString.valueOf(text).tojstring());
    }

    @Test
    void charactersOfFourBytesAreUtf8() {
        assertArrayEquals("𝄞".getBytes(StandardCharsets.UTF_8), bytes(LuaString.valueOf("𝄞")));
        assertTrue(LuaString.valueOf("𝄞").isValidUtf8());
    }

    private static byte[] bytes(LuaString string) {
        return Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
    }

    @Test
    void anyBytesSurviveTheWayThroughJava() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] telling = {0xc0, 0xc3, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0xf4, 0x90, 0xff, 'a', '?'};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) telling[random.nextInt(telling.length)];
            }
            LuaString back = LuaString.valueOf(LuaString.valueUsing(bytes).tojstring());
            assertArrayEquals(bytes, bytes(back), "seed " + seed);
        }
    }

    @Test
    void bytesThatAreNotUtf8DoNotHideWhatIs() {
        LuaString mixed = LuaString.valueUsing(new byte[] {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9});
        assertEquals("a\udcffé", mixed.tojstring());
        assertFalse(mixed.isValidUtf8());
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        LuaString high = LuaString.valueUsing(new byte[] {(byte) 0x80});
        assertTrue(LuaString.valueOf("z").lt_b(high));
        assertTrue(LuaString.valueOf("a").lt_b(LuaString.valueOf("a\0")));
        assertTrue(LuaString.valueOf("").lt_b(LuaString.valueOf("a")));
        assertTrue(LuaString.valueOf("a").lteq_b(LuaString.valueOf("a")));
        assertEquals(-1, LuaString.valueOf("Z").strcmp(LuaString.valueOf("a")));
    }

    @Test
    void aSmallPartDoesNotKeepTheWhole() {
        LuaString large = LuaString.valueUsing(new byte[1 << 20]);
        assertTrue(large.substring(5, 15).m_bytes.length == 10);
        assertSame(large.m_bytes, large.substring(0, 1 << 19).m_bytes, "half of it is worth no copy");
        assertTrue(LuaString.valueUsing(large.m_bytes, 7, 3).m_bytes.length == 3);
    }

    @Test
    void partsOfArraysAreComparedByTheirBytes() {
        LuaString part = LuaString.valueUsing("xabcx".getBytes(StandardCharsets.UTF_8), 1, 3);
        LuaString whole = LuaString.valueOf("abc");
        assertTrue(part.raweq(whole));
        assertEquals(whole.hashCode(), part.hashCode());
        assertFalse(part.raweq(LuaString.valueOf("abd")));
        assertTrue(LuaString.equals(part, 1, whole, 1, 2));
        assertFalse(LuaString.equals(part, 1, whole, 1, 3));
        assertFalse(LuaString.equals(part, 0, whole, 1, 2));
    }

    @Test
    void whatIsLookedForIsFound() {
        LuaString text = LuaString.valueUsing("-banana-".getBytes(StandardCharsets.UTF_8), 1, 6);
        assertEquals(1, text.indexOf(LuaString.valueOf("an"), 0));
        assertEquals(3, text.indexOf(LuaString.valueOf("an"), 2));
        assertEquals(-1, text.indexOf(LuaString.valueOf("a-"), 0));
        assertEquals(3, text.lastIndexOf(LuaString.valueOf("an")));
        assertEquals(2, text.indexOf((byte) 'n', 0));
        assertEquals(-1, text.indexOf((byte) '-', 0));
        assertEquals(1, text.indexOfAny(LuaString.valueOf("xna")));
        assertEquals(0, text.indexOf(LuaString.valueOf(""), 0));
    }

    @Test
    void concatenationOfStringsAndNumbersIsTheirText() {
        assertEquals("ab", LuaString.valueOf("a").concat(LuaString.valueOf("b")).tojstring());
        assertEquals("a1", LuaString.valueOf("a").concat(LuaValue.valueOf(1)).tojstring());
        assertEquals(
                "1e+15x", LuaValue.valueOf(1e15).concat(LuaString.valueOf("x")).tojstring());
        assertEquals("12", LuaValue.valueOf(1).concat(LuaValue.valueOf(2)).tojstring());
        assertEquals(
                "a1b",
                LuaString.valueOf("a")
                        .concat(LuaValue.valueOf(1)
                                .concat(LuaString.valueOf("b").buffer()))
                        .tojstring());
    }

    @Test
    void internedStringsAreOneObject() {
        LuaString one = LuaString.interned("some name");
        assertSame(one, LuaString.interned(LuaString.valueUsing("some names".getBytes(StandardCharsets.UTF_8), 0, 9)));
        assertNotSame(one, LuaString.interned("some other name"));
        assertSame(LuaValue.INDEX, LuaString.interned("__index"));
    }

    @Test
    @Timeout(60)
    void internedStringsAreNotKept() {
        WeakReference<LuaString> watched = new WeakReference<>(LuaString.interned("needed by nobody"));
        while (watched.get() != null) {
            System.gc();
        }
        assertEquals("needed by nobody", LuaString.interned("needed by nobody").tojstring());
    }
}
