package luafcgid.daemon.convention;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import luafcgid.daemon.RequestSettings;
import org.luaj.vm2.LuaError;

/** The header block of a response. Strings hold one byte per character. */
final class ResponseHead {
    private final StringBuilder lines = new StringBuilder(160);
    private String status;
    private String contentType;
    private boolean location;

    ResponseHead(RequestSettings settings) {
        status = settings.httpStatus();
        contentType = settings.contentType();
        for (String line : settings.headers()) {
            lines.append(line).append("\r\n");
        }
    }

    /** Adds a header; Status and Content-Type replace what was there. */
    void add(String name, String value) {
        if (name.isEmpty()) {
            throw new LuaError("header: the name is empty");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 127 || c == ':') {
                throw new LuaError(
                        "header '" + printable(name) + "': a name consists of visible ASCII characters without ':'");
            }
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new LuaError("header '" + name + "': the value '" + printable(value)
                        + "' holds a line break or a zero byte, which would forge another header");
            }
        }
        if (name.equalsIgnoreCase("Status")) {
            status = value.strip();
        } else if (name.equalsIgnoreCase("Content-Type")) {
            contentType = value.strip();
        } else {
            location |= name.equalsIgnoreCase("Location");
            lines.append(name).append(": ").append(value).append("\r\n");
        }
    }

    /** Adds a line as the script wrote it, with or without its line end. */
    void add(String line) {
        String text = line.endsWith("\r\n")
                ? line.substring(0, line.length() - 2)
                : line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new LuaError("header '" + printable(line) + "': a line is written NAME: VALUE");
        }
        add(text.substring(0, colon), text.substring(colon + 1).stripLeading());
    }

    private static String printable(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }

    /** Writes the block and the empty line that ends it. */
    void writeTo(OutputStream out, RequestSettings settings) throws IOException {
        // A redirect without a status is the web server's to complete: it answers 302.
        if (!location || !status.equals(settings.httpStatus())) {
            lines.insert(0, "Status: " + status + "\r\n");
        }
        lines.append("Content-Type: ").append(contentType).append("\r\n\r\n");
        out.write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
