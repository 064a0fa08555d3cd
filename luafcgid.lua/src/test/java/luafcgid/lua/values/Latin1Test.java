package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import luafcgid.lua.Latin1;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;

class Latin1Test {
    @Test
    void everyByteIsOneCharacterAndComesBack() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String text = Latin1.decode(LuaString.valueUsing(all));
        assertArrayEquals(text.chars().toArray(), IntStream.range(0, 256).toArray());
        LuaString back = Latin1.encode(text);
        assertArrayEquals(all, Arrays.copyOfRange(back.m_bytes, back.m_offset, back.m_offset + back.m_length));
    }

    @Test
    void aPartOfALongerArrayIsThatPart() {
        assertEquals("bc", Latin1.decode(LuaString.valueUsing(new byte[] {'a', 'b', 'c', 'd'}, 1, 2)));
    }

    @Test
    void whatNoByteHoldsIsAQuestionMark() {
        assertEquals("?", Latin1.encode("\u20ac").tojstring());
    }
}
