package luafcgid.ext.form.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that a client is to keep (RFC 6265, section 4.1, and its revision for prefixes, SameSite and Partitioned). Text has one
 * character per byte.
 *
 * @param domain null for the host itself only
 * @param maxage seconds; null for a browser session
 * @param expires seconds since 1970; null for none
 * @param secure null where the script says nothing
 */
public record SetCookie(
        String name,
        String value,
        String path,
        @Nullable String domain,
        @Nullable Long maxage,
        @Nullable Long expires,
        @Nullable Boolean secure,
        boolean httponly,
        String samesite,
        boolean partitioned) {
    /** What browsers take at least, and most of them at most. */
    private static final int LONGEST = 4096;

    private static final int LONGEST_ATTRIBUTE = 1024;
    private static final List<String> SAMESITE = List.of("Strict", "Lax", "None");
    private static final String NO_TOKEN = "()<>@,;:\\\"/[]?={}";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** @throws IllegalArgumentException when browsers would drop it or read it otherwise */
    public SetCookie {
        checkName(name);
        checkValue(name, value);
        checkAttribute(name, "path", path);
        if (!path.startsWith("/")) {
            throw refused(name, "path '" + path + "' does not begin with /");
        }
        if (domain != null) {
            checkAttribute(name, "domain", domain);
        }
        samesite = canonical(name, samesite);
        boolean host = name.regionMatches(true, 0, "__Host-", 0, 7);
        boolean needed = host || name.regionMatches(true, 0, "__Secure-", 0, 9);
        if (host && domain != null) {
            throw refused(name, "__Host- allows no domain; leave it out");
        }
        if (host && !path.equals("/")) {
            throw refused(name, "__Host- allows only the path /, not '" + path + "'");
        }
        if (needed && Boolean.FALSE.equals(secure)) {
            throw refused(name, "its prefix needs secure = true");
        }
        secure = needed || Boolean.TRUE.equals(secure);
        if (!secure && samesite.equals("None")) {
            throw refused(name, "samesite = 'None' needs secure = true");
        }
        if (!secure && partitioned) {
            throw refused(name, "partitioned needs secure = true");
        }
        if (name.length() + value.length() > LONGEST) {
            throw refused(
                    name,
                    "name and value have " + (name.length() + value.length()) + " bytes, more than the " + LONGEST
                            + " that browsers keep");
        }
    }

    private static IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException("cookie '" + name + "': " + why);
    }

    private static void checkName(String name) {
        boolean valid = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= c > ' ' && c < 127 && NO_TOKEN.indexOf(c) < 0;
        }
        if (!valid) {
            throw refused(printable(name), "a name has only visible ASCII characters, none of " + NO_TOKEN);
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 127 || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw refused(
                        name,
                        "the value has the byte " + (int) c + " at " + (i + 1)
                                + ", which cookies cannot hold; write form.escape(value), and form.unescape where it is read");
            }
        }
    }

    private static void checkAttribute(String name, String attribute, String value) {
        boolean valid = !value.isEmpty() && value.length() <= LONGEST_ATTRIBUTE;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            valid &= c >= ' ' && c < 127 && c != ';';
        }
        if (!valid) {
            throw refused(
                    name,
                    attribute + " '" + printable(value) + "' is not 1 to " + LONGEST_ATTRIBUTE
                            + " ASCII characters without ';'");
        }
    }

    private static String canonical(String name, String samesite) {
        for (String each : SAMESITE) {
            if (each.equalsIgnoreCase(samesite)) {
                return each;
            }
        }
        throw refused(name, "samesite '" + printable(samesite) + "' is none of Strict, Lax, None");
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    /** The value of the header. */
    public String header() {
        StringBuilder line = new StringBuilder(name).append('=').append(value);
        line.append("; Path=").append(path);
        if (domain != null) {
            line.append("; Domain=").append(domain);
        }
        if (maxage != null) {
            line.append("; Max-Age=").append(maxage);
        }
        if (expires != null) {
            line.append("; Expires=").append(date(expires));
        }
        if (Boolean.TRUE.equals(secure)) {
            line.append("; Secure");
        }
        if (httponly) {
            line.append("; HttpOnly");
        }
        line.append("; SameSite=").append(samesite);
        if (partitioned) {
            line.append("; Partitioned");
        }
        return line.toString();
    }

    private String date(long seconds) {
        try {
            Instant instant = Instant.ofEpochSecond(seconds);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1601 && year <= 9999) {
                return DATE.format(instant);
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw refused(name, "expires " + seconds + " is not seconds since 1970 in the years 1601 to 9999");
    }
}
