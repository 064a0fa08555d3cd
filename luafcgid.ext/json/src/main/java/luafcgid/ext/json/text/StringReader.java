package luafcgid.ext.json.text;

import org.luaj.vm2.LuaString;

/** Reads strings. Bytes pass as they are, whatever their encoding; escapes become UTF-8. */
public final class StringReader {
    private static final String UNEXPECTED_END = "unexpected end of string";
    private static final String INVALID_ESCAPE = "invalid escape code";
    private static final String INVALID_UNICODE = "invalid unicode escape code";

    private static final int SURROGATES = 0xD800;
    private static final int LOW_SURROGATES = 0xDC00;
    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private final KeyCache keys = new KeyCache();
    private final Output unescaped = new Output();

    /** The string that begins with the quote at the source's place. */
    public LuaString read(Source source, boolean key, String expected) {
        byte[] bytes = source.bytes;
        int from = source.at + 1;
        int end = endOfRun(source, from);
        int c = source.byteAt(end);
        if (c == '\\') {
            return readEscaped(source, from, end, expected);
        }
        if (c == Source.END) {
            throw source.fault(expected, UNEXPECTED_END, end);
        }
        source.at = end + 1;
        return key ? keys.get(bytes, from, end - from) : LuaString.valueOf(bytes, from, end - from);
    }

    /** Where the next quote, escape, zero byte or end is. */
    private static int endOfRun(Source source, int from) {
        byte[] bytes = source.bytes;
        int end = source.end;
        int i = from;
        while (i < end) {
            byte c = bytes[i];
            if (c == '"' || c == '\\' || c == 0) {
                break;
            }
            i++;
        }
        return i;
    }

    private LuaString readEscaped(Source source, int from, int firstEscape, String expected) {
        unescaped.append(source.bytes, from, firstEscape - from);
        try {
            int i = firstEscape;
            while (true) {
                i = unescape(source, i, expected);
                int end = endOfRun(source, i);
                unescaped.append(source.bytes, i, end - i);
                i = end;
                int c = source.byteAt(end);
                if (c == '"') {
                    source.at = end + 1;
                    return unescaped.text();
                }
                if (c == Source.END) {
                    throw source.fault(expected, UNEXPECTED_END, end);
                }
            }
        } finally {
            unescaped.reset(true);
        }
    }

    /** Appends what the escape at an index stands for; returns where it ends. */
    private int unescape(Source source, int index, String expected) {
        int c = source.byteAt(index + 1);
        switch (c) {
            case 'b' -> unescaped.append('\b');
            case 't' -> unescaped.append('\t');
            case 'n' -> unescaped.append('\n');
            case 'f' -> unescaped.append('\f');
            case 'r' -> unescaped.append('\r');
            case '"', '\\', '/' -> unescaped.append((char) c);
            case 'u' -> {
                return unicode(source, index, expected);
            }
            default -> throw source.fault(expected, INVALID_ESCAPE, index);
        }
        return index + 2;
    }

    private int unicode(Source source, int index, String expected) {
        int unit = hex(source, index + 2);
        if (unit < 0) {
            throw source.fault(expected, INVALID_UNICODE, index);
        }
        if ((unit & 0xF800) != SURROGATES) {
            appendUtf8(unit);
            return index + 6;
        }
        boolean pair = unit < LOW_SURROGATES && source.byteAt(index + 6) == '\\' && source.byteAt(index + 7) == 'u';
        int low = pair ? hex(source, index + 8) : -1;
        if ((low & 0xFFFFFC00) != LOW_SURROGATES) {
            throw source.fault(expected, INVALID_UNICODE, index);
        }
        appendUtf8(FIRST_SUPPLEMENTARY + ((unit - SURROGATES) << 10) + (low - LOW_SURROGATES));
        return index + 12;
    }

    /** Four hexadecimal digits; negative where these are none. */
    private static int hex(Source source, int index) {
        int value = 0;
        for (int i = index; i < index + 4; i++) {
            int digit = Character.digit(source.byteAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private void appendUtf8(int code) {
        if (code < 0x80) {
            unescaped.append((char) code);
        } else if (code < 0x800) {
            unescaped.append((char) (0xC0 | (code >> 6)));
            appendTrail(code);
        } else if (code < FIRST_SUPPLEMENTARY) {
            unescaped.append((char) (0xE0 | (code >> 12)));
            appendTrail(code >> 6);
            appendTrail(code);
        } else {
            unescaped.append((char) (0xF0 | (code >> 18)));
            appendTrail(code >> 12);
            appendTrail(code >> 6);
            appendTrail(code);
        }
    }

    private void appendTrail(int code) {
        unescaped.append((char) (0x80 | (code & 0x3F)));
    }
}
