package luafcgid.launcher.migration;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an old setting becomes.
 *
 * @param pid        the configuration that takes it over; empty where none does
 * @param key        the setting there
 * @param conversion from the old value to the new one
 * @param remark     what has to be known of a value; why it is not needed where nothing takes it over
 */
record Meaning(String pid, String key, Conversion conversion, Function<Definition, String> remark) {
    /** From the old value to the new one, a String or a list of them; empty: what the new default says is what was meant. */
    interface Conversion {
        Optional<Object> of(Definition definition) throws Invalid;
    }

    static Meaning none(String why) {
        return new Meaning("", "", any -> Optional.empty(), any -> why);
    }

    static Meaning of(String pid, String key, Conversion conversion) {
        return new Meaning(pid, key, conversion, any -> "");
    }

    Meaning but(String more) {
        return but(any -> more);
    }

    Meaning but(Function<Definition, String> more) {
        return new Meaning(pid, key, conversion, more);
    }

    boolean isTakenOver() {
        return !pid.isEmpty();
    }

    /** A line of the report. */
    String report(Definition definition, Optional<Object> value) {
        StringBuilder line = new StringBuilder(definition.place()).append(definition.name());
        String said = remark.apply(definition);
        if (!isTakenOver()) {
            return line.append(": not needed: ").append(said).toString();
        }
        value.ifPresentOrElse(
                given -> line.append(" -> ")
                        .append(pid)
                        .append(' ')
                        .append(key)
                        .append('=')
                        .append(shown(given)),
                () -> line.append(": what is default here"));
        return said.isEmpty()
                ? line.toString()
                : line.append(" (").append(said).append(')').toString();
    }

    private static String shown(Object value) {
        return value instanceof List ? value.toString() : '"' + value.toString() + '"';
    }
}
