package luafcgid.daemon.log;

import java.nio.charset.StandardCharsets;

/** A message as a line for a web server's error log. */
public final class StderrLine {
    /** Characters: nginx cuts its lines at 2048 bytes, of which it needs some for what it says of the request. */
    private static final int LONGEST = 1000;

    private StderrLine() {}

    /** The line with its end, never empty, control characters escaped, cut where it is too long. */
    public static byte[] of(String message) {
        String text = Lines.escape(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
        String cut = text.length() > LONGEST || message.length() > LONGEST
                ? text.substring(0, Math.min(text.length(), LONGEST)) + "…"
                : text;
        return (cut + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
