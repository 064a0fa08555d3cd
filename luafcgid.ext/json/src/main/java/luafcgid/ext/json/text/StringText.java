package luafcgid.ext.json.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;

/** Strings as JSON writes them: bytes pass as they are, but for those that need an escape. */
public final class StringText {
    public static final StringText ESCAPING_SLASHES = new StringText(true);
    public static final StringText KEEPING_SLASHES = new StringText(false);

    /** For each byte its place in {@link #escapes}; 0 for those that pass. */
    private final byte[] places = new byte[256];

    private final byte[][] escapes;

    private StringText(boolean slash) {
        List<byte[]> texts = new ArrayList<>();
        texts.add(new byte[0]);
        for (int c = 0; c < places.length; c++) {
            String escape = escape(c, slash);
            if (!escape.isEmpty()) {
                places[c] = (byte) texts.size();
                texts.add(escape.getBytes(StandardCharsets.US_ASCII));
            }
        }
        escapes = texts.toArray(byte[][]::new);
    }

    private static String escape(int c, boolean slash) {
        return switch (c) {
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '/' -> slash ? "\\/" : "";
            default -> c < 0x20 || c == 0x7F ? String.format("\\u%04x", c) : "";
        };
    }

    /** Writes a string in its quotes. */
    public void append(Output out, LuaString string) {
        byte[] bytes = string.m_bytes;
        int from = string.m_offset;
        int end = from + string.m_length;
        // Room for what is left and the second quote; more where there are escapes.
        byte[] target = out.room(string.m_length + 2);
        int at = out.length();
        target[at++] = '"';
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            int place = places[b & 0xFF];
            if (place == 0) {
                target[at++] = b;
            } else {
                out.wrote(at);
                out.append(escapes[place]);
                target = out.room(end - i);
                at = out.length();
            }
        }
        target[at++] = '"';
        out.wrote(at);
    }
}
