package luafcgid.ext.web;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written, line by line, with control characters made visible. One thread. */
final class LogStream extends OutputStream {
    /** What a script writes without an end of line is cut here. */
    private static final int MAX_LINE = 8 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> log;

    LogStream(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void write(int b) {
        if (b == '\n' || line.size() == MAX_LINE) {
            flush();
        }
        if (b != '\n') {
            line.write(b);
        }
    }

    /** Logs an unfinished line too. */
    @Override
    public void flush() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (!text.isEmpty()) {
            log.accept(printable(text));
        }
    }

    /** The text with its control characters as {@code \}uXXXX escapes: what came from outside must not forge a line. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
