package luafcgid.lua.engine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import luafcgid.lua.LogText;

/** Writes lines to a log. */
final class LogOutput extends OutputStream {
    private static final int LONGEST_LINE = 8192;

    private final System.Logger log;
    private final System.Logger.Level level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogOutput(System.Logger log, System.Logger.Level level) {
        this.log = log;
        this.level = level;
    }

    @Override
    public void write(int b) {
        if (b == '\n' || line.size() >= LONGEST_LINE) {
            flush();
        }
        if (b != '\n') {
            line.write(b);
        }
    }

    @Override
    public void flush() {
        if (line.size() > 0) {
            log.log(level, LogText.escape(line.toString(StandardCharsets.UTF_8)));
            line.reset();
        }
    }
}
