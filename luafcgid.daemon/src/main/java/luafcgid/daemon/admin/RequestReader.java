package luafcgid.daemon.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length, and not a byte beyond them: what follows is input for the command. */
final class RequestReader {
    /** Far beyond any command that somebody types, and little enough memory to hold for each client. */
    static final int MAX_LINE = 64 << 10;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null where input ends before one begins. */
    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.size() == MAX_LINE) {
                throw new LineTooLongException();
            }
            line.write(c);
            c = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Nobody types that. */
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1;

        LineTooLongException() {
            super("a line has at most " + MAX_LINE + " bytes");
        }
    }
}
