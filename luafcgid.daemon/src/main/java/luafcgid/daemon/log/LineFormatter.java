package luafcgid.daemon.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line per entry: time, level, logger, message. Only the lines of a stack trace follow it, indented, so that a line
 * which starts with a time is always an entry.
 */
final class LineFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final String OURS = "luafcgid.";

    private final ZoneId zone;

    LineFormatter(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(entry.getInstant().atZone(zone), line);
        line.append(String.format(" %-5s ", level(entry.getLevel())));
        line.append(Lines.escape(shortName(entry.getLoggerName()))).append(": ");
        line.append(Lines.escape(formatMessage(entry))).append('\n');
        if (entry.getThrown() != null) {
            appendTrace(line, entry.getThrown());
        }
        return line.toString();
    }

    private static void appendTrace(StringBuilder text, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        trace.toString().lines().map(line -> line.replace("\t", "  ")).forEach(line -> text.append("    ")
                .append(Lines.escape(line))
                .append('\n'));
    }

    private static String shortName(String logger) {
        if (logger == null || logger.isEmpty()) {
            return "root";
        }
        return logger.startsWith(OURS)
                ? logger.substring(OURS.length())
                : logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        } else if (value >= Level.WARNING.intValue()) {
            return "WARN";
        } else if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }
}
