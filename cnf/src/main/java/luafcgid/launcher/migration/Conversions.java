package luafcgid.launcher.migration;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.launcher.migration.Meaning.Conversion;
import luafcgid.protocol.ListenAddress;

/** How values are converted. Numbers may be written as strings and strings as numbers, as the old programs had it. */
final class Conversions {
    private static final Pattern LINES = Pattern.compile("\r?\n");
    private static final Pattern HEADER = Pattern.compile("[^\\s:][^:]*:.*");
    private static final int MILLIS = 3;
    /** What the new program's integers hold. */
    private static final long MOST = Integer.MAX_VALUE;

    private Conversions() {}

    /** A whole number of at least {@code least}. */
    static Conversion count(long least) {
        return definition -> Optional.of(String.valueOf(whole(definition, least)));
    }

    /** A number that stands for the default where it is below {@code least}. */
    static Conversion countOrDefault(long least) {
        return definition -> {
            long value = whole(definition, Long.MIN_VALUE);
            return value < least ? Optional.empty() : Optional.of(String.valueOf(value));
        };
    }

    /** Milliseconds that become seconds. */
    static Conversion millis(long least) {
        return definition -> Optional.of(BigDecimal.valueOf(whole(definition, least), MILLIS)
                .stripTrailingZeros()
                .toPlainString());
    }

    private static long whole(Definition definition, long least) throws Invalid {
        Object value = definition.value();
        double number = Double.NaN;
        if (value instanceof Number given) {
            number = given.doubleValue();
        } else if (value instanceof String text) {
            try {
                number = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        if (number != Math.rint(number) || number < least || number > MOST) {
            throw new Invalid("a whole number" + (least == Long.MIN_VALUE ? "" : ", " + least + " or more,")
                    + " and not above " + MOST);
        }
        return (long) number;
    }

    static Optional<Object> flag(Definition definition) throws Invalid {
        if (!(definition.value() instanceof Boolean value)) {
            throw new Invalid("true or false, without quotes");
        }
        return Optional.of(value.toString());
    }

    /** One line. */
    static Optional<Object> text(Definition definition) throws Invalid {
        return Optional.of(line(definition));
    }

    /** One line that is not empty. */
    static Optional<Object> word(Definition definition) throws Invalid {
        String text = line(definition);
        if (text.isBlank()) {
            throw new Invalid("a text that is not empty");
        }
        return Optional.of(text);
    }

    private static String line(Definition definition) throws Invalid {
        Object value = definition.value();
        if (!(value instanceof String || value instanceof Number)
                || value.toString().chars().anyMatch(Character::isISOControl)) {
            throw new Invalid("a text in quotes, of one line");
        }
        return value.toString();
    }

    /** Header lines: in one text, as the old programs had it, or in a list. */
    static Optional<Object> headers(Definition definition) throws Invalid {
        List<String> lines = new ArrayList<>();
        List<Object> texts = definition.value() instanceof Map<?, ?> table
                ? List.copyOf(table.values())
                : List.of(definition.value());
        for (Object text : texts) {
            String all = text instanceof String string ? string : "-";
            LINES.splitAsStream(all).filter(line -> !line.isEmpty()).forEach(lines::add);
        }
        for (String line : lines) {
            if (!HEADER.matcher(line).matches() || line.chars().anyMatch(Character::isISOControl)) {
                throw new Invalid("lines of the form NAME: VALUE, each ended by \\r\\n");
            }
        }
        return Optional.of(List.copyOf(lines));
    }

    /** An address to listen on. */
    static Optional<Object> address(Definition definition) throws Invalid {
        String text = line(definition);
        try {
            return Optional.of(
                    text.indexOf(':') < 0 && !text.startsWith("/")
                            ? "unix:" + path(definition, text)
                            : ListenAddress.parse(text).toString());
        } catch (IllegalArgumentException e) {
            throw new Invalid("\"/path.sock\", \"HOST:PORT\" or \":PORT\": " + e.getMessage());
        }
    }

    /** What a port alone meant, and does not mean here. */
    static String narrowed(Definition definition) {
        return definition.value().toString().startsWith(":")
                ? "the loopback interface, which was every one: for that *" + definition.value() + ", with 'allowed'"
                : "";
    }

    /** A file, relative to the configuration's folder; none where nothing is said. */
    static Optional<Object> file(Definition definition) throws Invalid {
        String text = line(definition);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(path(definition, text).toString());
    }

    private static Path path(Definition definition, String text) throws Invalid {
        try {
            return definition.file().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw new Invalid("the path of a file: " + e.getReason());
        }
    }

    /** The file itself, for what it defines and the daemon looks up there. */
    static Optional<Object> itself(Definition definition) {
        return Optional.of(definition.file().toString());
    }

    /** As {@link #itself}, where the value is a table. */
    static Optional<Object> table(Definition definition) throws Invalid {
        if (!(definition.value() instanceof Map)) {
            throw new Invalid("a table");
        }
        return itself(definition);
    }

    /** As {@link #itself}, where the value is a function, a chunk, or a list of them. */
    static Optional<Object> hook(Definition definition) throws Invalid {
        Object value = definition.value();
        Stream<?> hooks = value instanceof Map<?, ?> table ? table.values().stream() : Stream.of(value);
        if (!hooks.allMatch(hook -> hook instanceof String || hook.equals(Optional.of("function")))) {
            throw new Invalid("a function, a chunk as a string, or a list of them");
        }
        return itself(definition);
    }
}
