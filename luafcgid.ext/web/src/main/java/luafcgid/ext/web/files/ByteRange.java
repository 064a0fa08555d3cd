package luafcgid.ext.web.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14): from {@code first} to {@code last}, both included; none of it exists when the file is
 * shorter.
 */
public record ByteRange(long first, long last) {
    /** 18 digits fit a long. */
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The one range that the header asks for; empty when it asks for several or is none, which means the whole file. */
    public static Optional<ByteRange> parse(String header, long length) {
        Matcher m = SINGLE.matcher(header.replace(" ", ""));
        if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (m.group(1).isEmpty()) {
            long suffix = Long.parseLong(m.group(2));
            return Optional.of(new ByteRange(suffix == 0 ? length : Math.max(0, length - suffix), length - 1));
        }
        long first = Long.parseLong(m.group(1));
        long last = m.group(2).isEmpty() ? length - 1 : Long.parseLong(m.group(2));
        if (!m.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.min(last, length - 1)));
    }

    /** Whether the file has such a part. */
    public boolean isSatisfiable() {
        return first <= last;
    }

    /** Its bytes' number. */
    public long length() {
        return last - first + 1;
    }
}
