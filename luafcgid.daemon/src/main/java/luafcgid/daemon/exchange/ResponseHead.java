package luafcgid.daemon.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import luafcgid.daemon.RequestSettings;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/**
 * The header block of a response. Strings hold one byte per character.
 *
 * <p>An authorizer admits by the status 200, of which web servers take the Variable headers (FastCGI 1.0, section 6.3). Apache
 * passes the others on as well, and would give a page the authorizer's type: so nothing is added to what the script says. One that says
 * nothing denies.
 */
final class ResponseHead {
    private static final String DENIED = "403 Forbidden";
    private static final String REDIRECTED = "302 Found";

    /** The block of a response whose script sets nothing: most are like that, and all of them alike. */
    private static final class Unset {
        private final RequestSettings settings;
        private final byte[] block;

        private Unset(RequestSettings settings, byte[] block) {
            this.settings = settings;
            this.block = block;
        }
    }

    private static volatile @Nullable Unset unset;

    private RequestSettings settings;
    private final boolean authorizer;
    /** What the script set, in its order. */
    private @Nullable StringBuilder lines;

    private @Nullable String status;
    private @Nullable String contentType;
    private boolean location;
    private boolean typed;

    ResponseHead(RequestSettings settings, Role role) {
        this.settings = settings;
        this.authorizer = role == Role.AUTHORIZER;
        this.contentType = settings.contentType();
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
        checkValue(name, value);
        int sum = (lines == null ? 0 : lines.length()) + name.length() + value.length() + ": \r\n".length();
        if (sum > settings.maxHeader()) {
            throw new LuaError("header '" + name + "': with it the headers take " + sum + " bytes, more than the "
                    + settings.maxHeader() + " of 'maxheader' in luafcgid.daemon.Responder");
        }
        if (name.equalsIgnoreCase("Status")) {
            status = value.strip();
        } else if (name.equalsIgnoreCase("Content-Type")) {
            contentType = value.strip();
            typed = true;
        } else {
            location |= name.equalsIgnoreCase("Location");
            if (lines == null) {
                lines = new StringBuilder(160);
            }
            lines.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new LuaError("header '" + name + "': the value '" + printable(value)
                        + "' holds a line break or a zero byte, which would forge another header");
            }
        }
    }

    /** Other settings for a script that sets no status and no type. */
    void defaults(RequestSettings changed) {
        checkValue("Status", changed.httpStatus());
        checkValue("Content-Type", changed.contentType());
        defaultType(changed.contentType());
        settings = changed;
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

    /** Forgets what was added. */
    void reset() {
        lines = null;
        status = null;
        contentType = settings.contentType();
        location = false;
        typed = false;
    }

    /** The type where the script sets none, instead of the configured one; null for none at all. */
    void defaultType(@Nullable String type) {
        if (!typed) {
            contentType = type;
        }
    }

    /** Whether an authorizer denies because it set no status. */
    boolean isSilentAuthorizer() {
        return authorizer && status == null && !location;
    }

    /** The block and the empty line that ends it; not to be changed. */
    byte[] toBytes() {
        if (lines != null || status != null || authorizer || !Objects.equals(contentType, settings.contentType())) {
            return build();
        }
        Unset known = unset;
        if (known == null || !known.settings.equals(settings)) {
            known = new Unset(settings, build());
            unset = known;
        }
        return known.block;
    }

    private byte[] build() {
        StringBuilder block = new StringBuilder(160 + (lines == null ? 0 : lines.length()));
        String effective = effectiveStatus();
        // For HAProxy a Location means 302, whatever came before; lighttpd's authorizer drops it when none came before.
        boolean last = location && !authorizer;
        if (!last) {
            block.append("Status: ").append(effective).append("\r\n");
        }
        boolean admits = authorizer && effective.startsWith("200");
        if (!admits) {
            for (String line : settings.headers()) {
                block.append(line).append("\r\n");
            }
        }
        if (lines != null) {
            block.append(lines);
        }
        if (contentType != null && (!admits || typed)) {
            block.append("Content-Type: ").append(contentType).append("\r\n");
        }
        if (last) {
            block.append("Status: ").append(effective).append("\r\n");
        }
        return block.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The status to send. A redirect's is always said: some web servers take what has none for a page. */
    private String effectiveStatus() {
        if (authorizer) {
            return status != null ? status : location ? REDIRECTED : DENIED;
        }
        if (location && (status == null || status.equals(settings.httpStatus()))) {
            return REDIRECTED;
        }
        return status != null ? status : settings.httpStatus();
    }
}
