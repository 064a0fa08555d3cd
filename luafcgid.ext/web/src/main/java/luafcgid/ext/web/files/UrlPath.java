package luafcgid.ext.web.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a URL, percent-decoded once. Its characters are bytes (ISO-8859-1), as a script gets them; what names a file is
 * read as UTF-8 by {@link Site}.
 */
public record UrlPath(String decoded, List<Segment> segments) {
    private static final String UNRESERVED = "-._~!$&'()*+,;=:@";

    /** One name between slashes, and where it ends in the decoded path. */
    public record Segment(String text, int end) {}

    public UrlPath {
        segments = List.copyOf(segments);
    }

    /**
     * Decodes a raw path. Empty segments and {@code .} name nothing and are left out.
     *
     * @throws IllegalArgumentException naming what is wrong, when it does not start with a slash, has a broken escape or a NUL
     */
    public static UrlPath parse(String raw) {
        if (!raw.startsWith("/")) {
            throw new IllegalArgumentException("the path does not start with a slash");
        }
        String decoded = decode(raw);
        if (decoded.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the path contains a NUL");
        }
        List<Segment> segments = new ArrayList<>();
        int start = 1;
        while (start < decoded.length()) {
            int slash = decoded.indexOf('/', start);
            int end = slash < 0 ? decoded.length() : slash;
            String text = decoded.substring(start, end);
            if (!text.isEmpty() && !text.equals(".")) {
                segments.add(new Segment(text, end));
            }
            start = end + 1;
        }
        return new UrlPath(decoded, segments);
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                out.write(c);
                continue;
            }
            int high = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : hex(raw.charAt(i + 2));
            if (low < 0) {
                throw new IllegalArgumentException("the path has a % that two hexadecimal digits do not follow");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Character.digit would also take digits of other scripts. */
    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** Whether it ends in a slash, and so means a folder. */
    public boolean isFolder() {
        return decoded.endsWith("/");
    }

    /** Whether a segment is {@code ..}: clients resolve those themselves, so that who sends one is up to something. */
    public boolean hasParent() {
        return segments.stream().anyMatch(segment -> segment.text().equals(".."));
    }

    /** The folder's own address: escaped, one slash between segments and one at the end. */
    public String encodedFolder() {
        StringBuilder url = new StringBuilder("/");
        for (Segment segment : segments) {
            url.append(encode(segment.text().getBytes(StandardCharsets.ISO_8859_1)))
                    .append('/');
        }
        return url.toString();
    }

    /** One segment of a path, percent-encoded. */
    public static String encode(byte[] segment) {
        StringBuilder out = new StringBuilder(segment.length + 16);
        for (byte b : segment) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
