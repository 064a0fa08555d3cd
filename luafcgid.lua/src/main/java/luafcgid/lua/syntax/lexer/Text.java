package luafcgid.lua.syntax.lexer;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Bytes that are being put together. */
final class Text {
    private byte[] bytes = new byte[64];
    private int length;

    Text add(int character) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) character;
        return this;
    }

    Text add(byte[] from, int start, int end) {
        while (length + end - start > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /** Adds a text of ours. */
    Text add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            add(ascii.charAt(i));
        }
        return this;
    }

    Text add(LuaString string) {
        return add(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
    }

    /** Adds as much as C would print of it: what comes before a zero. */
    Text addPrintable(Text text) {
        int end = 0;
        while (end < text.length && text.bytes[end] != 0) {
            end++;
        }
        return add(text.bytes, 0, end);
    }

    LuaString toLua() {
        return LuaString.valueUsing(Arrays.copyOf(bytes, length));
    }
}
