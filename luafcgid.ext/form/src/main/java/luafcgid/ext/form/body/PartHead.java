package luafcgid.ext.form.body;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a part of a form (RFC 7578, section 4).
 *
 * @param lines   as they were sent, folded ones joined
 * @param headers by lower-case names; one that comes again is joined by a comma
 * @param name    of the form's field
 * @param filename as the client tells it; null for what is no file
 */
public record PartHead(List<String> lines, Map<String, String> headers, String name, @Nullable String filename) {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    public PartHead {
        lines = List.copyOf(lines);
    }

    /** @param block header lines with their line ends */
    static PartHead parse(String block) throws BadFormException {
        if (block.indexOf('\0') >= 0) {
            throw BadFormException.malformed("a part's headers hold a zero byte");
        }
        List<String> lines = unfolded(block);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw BadFormException.malformed("a part has the line " + Text.shown(line) + " where a header is due");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (one, other) -> one + ", " + other);
        }
        HeaderValue disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""));
        if (!disposition.main().equals("form-data")) {
            throw BadFormException.malformed(
                    "a part's Content-Disposition is " + Text.shown(disposition.main()) + " and not form-data");
        }
        String name = disposition.parameter("name");
        if (name == null) {
            throw BadFormException.malformed("a part has no name");
        }
        PartHead head = new PartHead(lines, headers, unescaped(name), filename(disposition));
        head.refuseUnknownEncoding();
        return head;
    }

    private static List<String> unfolded(String block) {
        List<String> lines = new ArrayList<>();
        for (String line : LINE_END.split(block, -1)) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (folded && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
            } else if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static @Nullable String filename(HeaderValue disposition) throws BadFormException {
        String extended = disposition.parameter("filename*");
        String decoded = extended == null ? null : ExtendedValue.decode(extended);
        if (decoded != null && decoded.indexOf('\0') >= 0) {
            throw BadFormException.malformed("a file's name holds a zero byte");
        }
        String plain = disposition.parameter("filename");
        return decoded != null ? decoded : plain == null ? null : unescaped(plain);
    }

    /** Browsers encode these three bytes and no other, not even the percent sign. */
    private static String unescaped(String name) {
        return name.indexOf('%') < 0
                ? name
                : name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    private void refuseUnknownEncoding() throws BadFormException {
        String encoding =
                headers.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        if (!encoding.equals("binary") && !encoding.equals("8bit") && !encoding.equals("7bit")) {
            throw BadFormException.unsupported("the part " + Text.shown(name) + " has the Content-Transfer-Encoding "
                    + Text.shown(encoding) + ", which forms do not use (RFC 7578)");
        }
        if (filename == null && type().startsWith("multipart/")) {
            throw BadFormException.unsupported("the part " + Text.shown(name) + " is itself " + Text.shown(type())
                    + ", which forms do not use any more (RFC 7578)");
        }
    }

    /** Its Content-Type in lower case without parameters; empty when it has none. */
    public String type() {
        String type = headers.getOrDefault("content-type", "");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** The charset of its text, where it tells one. */
    public @Nullable String charset() throws BadFormException {
        return HeaderValue.parse(headers.getOrDefault("content-type", "")).parameter("charset");
    }
}
