package luafcgid.daemon.convention.luafcgid2;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cookie that carries a session's id. It has no Domain, so that only the host that set it gets it back.
 *
 * @param name      of the cookie
 * @param lifetime  of an unused session, and so of the cookie
 * @param length    characters of an id
 * @param sameSite  the attribute's value; empty for none
 */
record SessionCookie(String name, Duration lifetime, int length, boolean secure, boolean httpOnly, String sameSite) {
    private static final int LEAST_LENGTH = 16;
    private static final int MOST_LENGTH = 256;
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{" + LEAST_LENGTH + "," + MOST_LENGTH + "}");
    /** RFC 6265, section 4.1.1. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final List<String> SAME_SITE = List.of("", "Strict", "Lax", "None");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    SessionCookie {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "sessionname=" + name + ": wants letters, digits and !#$%&'*+.^_`|~-, as cookies' names have");
        }
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("sessiontime=" + lifetime.toSeconds() + ": wants 1 or more seconds");
        }
        if (length < LEAST_LENGTH || length > MOST_LENGTH) {
            throw new IllegalArgumentException("sessionkeylen=" + length + ": wants " + LEAST_LENGTH + " to "
                    + MOST_LENGTH + " characters; fewer could be guessed");
        }
        if (!SAME_SITE.contains(sameSite)) {
            throw new IllegalArgumentException("sessionsamesite=" + sameSite + ": wants Strict, Lax, None or nothing");
        }
        if (sameSite.equals("None") && !secure) {
            throw new IllegalArgumentException("sessionsamesite=None: wants sessionsecure=true, or browsers ignore it");
        }
    }

    /** An id that nobody can guess. */
    String newId() {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        StringBuilder id = new StringBuilder(length);
        for (byte each : random) {
            // 64 characters: each is as likely as any other.
            id.append(CHARACTERS.charAt(each & 63));
        }
        return id.toString();
    }

    /** Whether a client's value may be an id. */
    static boolean isId(String value) {
        return ID.matcher(value).matches();
    }

    /** The value of {@code Set-Cookie} for a session. */
    String of(String id) {
        return name + "=" + id + "; Max-Age=" + lifetime.toSeconds() + attributes();
    }

    /** The value of {@code Set-Cookie} that has a browser forget it. */
    String none() {
        return name + "=; Max-Age=0" + attributes();
    }

    private String attributes() {
        return "; Path=/"
                + (secure ? "; Secure" : "")
                + (httpOnly ? "; HttpOnly" : "")
                + (sameSite.isEmpty() ? "" : "; SameSite=" + sameSite);
    }
}
