package luafcgid.ext.web.cgi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header block of a script's output (RFC 3875, section 6.2), however it is cut into pieces. One thread. */
public final class HeaderBlock {
    /** More than any browser takes; a script that prints without a header is found out before it fills the memory. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern STATUS = Pattern.compile("([2-5]\\d\\d)(?: +(.*))?");

    /** They speak of the connection to the client, which is not the script's. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "trailers",
            "transfer-encoding",
            "upgrade");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final List<CgiHead.Field> fields = new ArrayList<>();
    private int bytes;
    private int status;
    private String reason = "";
    private long length = -1;
    private boolean location;
    private boolean complete;

    /**
     * Takes bytes up to the end of the block.
     *
     * @return how many it took: fewer than {@code count} when the body starts among them
     */
    public int accept(byte[] from, int offset, int count) throws MalformedHeaderException {
        int i = 0;
        while (i < count && !complete) {
            byte b = from[offset + i++];
            if (++bytes > MAX_BYTES) {
                throw new MalformedHeaderException(
                        "no empty line ended the header within " + MAX_BYTES + " bytes; it starts: " + show());
            }
            if (b == '\n') {
                endOfLine();
            } else {
                line.write(b);
            }
        }
        return i;
    }

    /** Whether the empty line was seen. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether nothing came at all. */
    public boolean isEmpty() {
        return bytes == 0;
    }

    /** What an incomplete block ends with, for a message. */
    public String lastLine() {
        return show();
    }

    /** What the block says; call it when it is complete. */
    public CgiHead head() {
        int code = status != 0 ? status : location ? 302 : 200;
        return new CgiHead(code, reason, fields, length);
    }

    private void endOfLine() throws MalformedHeaderException {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            complete = true;
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !NAME.matcher(text.substring(0, colon)).matches()) {
            throw new MalformedHeaderException("not a header line (name: value): " + show());
        }
        String value = text.substring(colon + 1).strip();
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new MalformedHeaderException("a control character in the header line: " + show());
        }
        field(text.substring(0, colon), value);
        line.reset();
    }

    private void field(String name, String value) throws MalformedHeaderException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("status")) {
            Matcher m = STATUS.matcher(value);
            if (!m.matches()) {
                throw new MalformedHeaderException("Status is 200 to 599 and a reason, but the line is: " + show());
            }
            status = Integer.parseInt(m.group(1));
            reason = m.group(2) == null ? "" : m.group(2);
        } else if (lower.equals("content-length")) {
            if (!value.matches("\\d{1,18}") || (length >= 0 && length != Long.parseLong(value))) {
                throw new MalformedHeaderException("Content-Length is one number, but the line is: " + show());
            }
            length = Long.parseLong(value);
        } else if (!HOP_BY_HOP.contains(lower)) {
            location |= lower.equals("location");
            fields.add(new CgiHead.Field(name, value));
        }
    }

    private String show() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
