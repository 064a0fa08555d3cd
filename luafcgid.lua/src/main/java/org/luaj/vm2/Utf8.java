package org.luaj.vm2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

/** UTF-8 to Java's text and back. A byte that belongs to no character becomes a lone surrogate, U+DC80 to U+DCFF, and that a byte again. */
@NullMarked
final class Utf8 {
    private static final int BYTES_AS_SURROGATES = 0xdc00;

    private Utf8() {}

    static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // Nothing else was written for what is not UTF-8.
        return text.indexOf('\ufffd') < 0 ? text : decodeAnything(bytes, offset, offset + length);
    }

    private static String decodeAnything(byte[] bytes, int offset, int end) {
        StringBuilder text = new StringBuilder(end - offset);
        for (int i = offset; i < end; ) {
            int size = character(bytes, i, end);
            if (size == 0) {
                text.append((char) (BYTES_AS_SURROGATES | (bytes[i] & 0xff)));
                i++;
            } else {
                text.append(new String(bytes, i, size, StandardCharsets.UTF_8));
                i += size;
            }
        }
        return text.toString();
    }

    /** How many bytes the character at an index has; 0 if there is none. */
    private static int character(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size == 0 || size > end - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
        boolean beyond = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return overlong || beyond ? 0 : size;
    }

    static boolean isValid(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            // Java writes a question mark for a lone surrogate.
            if (each == '?') {
                return encodeAnything(text, bytes);
            }
        }
        return bytes;
    }

    private static byte[] encodeAnything(String text, byte[] encoded) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return encoded;
        }
        byte[] bytes = new byte[3 * text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character >= 0xdc80 && character <= 0xdcff) {
                bytes[length++] = (byte) character;
            } else if (character >= 0xd800 && character <= 0xdfff) {
                bytes[length++] = (byte) 0xed;
                bytes[length++] = (byte) (0x80 | (character >> 6 & 0x3f));
                bytes[length++] = (byte) (0x80 | (character & 0x3f));
            } else {
                byte[] each = Character.toString(character).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(each, 0, bytes, length, each.length);
                length += each.length;
            }
            i += Character.charCount(character);
        }
        return java.util.Arrays.copyOf(bytes, length);
    }
}
