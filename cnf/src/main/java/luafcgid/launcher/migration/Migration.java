package luafcgid.launcher.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * An old configuration file in the words of this program.
 *
 * @param predecessor whose file it is
 * @param settings    configuration, key, and a String or a list of them
 * @param report      a line for each old setting: what became of it
 * @param unknown     names that are no settings
 */
public record Migration(
        String predecessor,
        SortedMap<String, SortedMap<String, Object>> settings,
        List<String> report,
        List<Unknown> unknown) {
    /**
     * A name that is no setting.
     *
     * @param place where it is, as messages begin
     * @param known the names that are
     */
    public record Unknown(String place, String name, Set<String> known) {}

    /** What executes the file: takes it and a version of Lua, gives lines and values by name; see the reader of luafcgid.lua. */
    public interface Reader extends BiFunction<Path, String, Map<String, Map.Entry<Integer, Object>>> {}

    public Migration {
        report = List.copyOf(report);
        unknown = List.copyOf(unknown);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is no Lua, or values have no meaning; a line for each
     */
    public static Migration of(Path file, Reader reader) {
        Path absolute = file.toAbsolutePath().normalize();
        Map<String, Map.Entry<Integer, Object>> globals;
        try {
            globals = reader.apply(absolute, Predecessor.LUAFCGID.dialect());
        } catch (IllegalArgumentException e) {
            // It may be in the later version of Lua.
            return of(absolute, ofLuafcgid2(absolute, reader).orElseThrow(() -> e), Predecessor.LUAFCGID2);
        }
        return isOfLuafcgid2(globals.keySet())
                ? of(absolute, reader.apply(absolute, Predecessor.LUAFCGID2.dialect()), Predecessor.LUAFCGID2)
                : of(absolute, globals, Predecessor.LUAFCGID);
    }

    private static Optional<Map<String, Map.Entry<Integer, Object>>> ofLuafcgid2(Path file, Reader reader) {
        try {
            return Optional.of(reader.apply(file, Predecessor.LUAFCGID2.dialect()))
                    .filter(globals -> isOfLuafcgid2(globals.keySet()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfLuafcgid2(Collection<String> names) {
        return Predecessor.LUAFCGID2.known(names) > Predecessor.LUAFCGID.known(names);
    }

    private static Migration of(Path file, Map<String, Map.Entry<Integer, Object>> globals, Predecessor predecessor) {
        SortedMap<String, SortedMap<String, Object>> settings = new TreeMap<>();
        predecessor.always().forEach((pid, keys) -> settings.put(pid, new TreeMap<>(keys)));
        List<String> report = new ArrayList<>();
        List<Unknown> unknown = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (Definition each : definitions(file, globals)) {
            Meaning meaning = predecessor.settings().get(each.name());
            if (meaning == null) {
                unknown.add(new Unknown(
                        each.place(), each.name(), predecessor.settings().keySet()));
                continue;
            }
            try {
                Optional<Object> value = meaning.conversion().of(each);
                value.ifPresent(given -> settings.computeIfAbsent(meaning.pid(), any -> new TreeMap<>())
                        .put(meaning.key(), given));
                report.add(meaning.report(each, value));
            } catch (Invalid e) {
                invalid.add(each.place() + each.name() + " = " + each.shown() + ": write " + e.getMessage());
            }
        }
        if (!invalid.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", invalid));
        }
        return new Migration(predecessor.name(), settings, report, unknown);
    }

    private static List<Definition> definitions(Path file, Map<String, Map.Entry<Integer, Object>> globals) {
        return globals.entrySet().stream()
                .map(entry -> new Definition(
                        file,
                        entry.getKey(),
                        entry.getValue().getKey(),
                        entry.getValue().getValue()))
                .sorted(Comparator.comparingInt(Definition::line))
                .collect(Collectors.toList());
    }
}
