package luafcgid.daemon.settings;

import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All settings of the command line, by configuration.
 *
 * @param fronts the fronts that may serve; the others' address is off
 */
public record Settings(List<Setting> list, Fronts fronts) {
    /** Which of the fronts that configurations ask for may serve. */
    public enum Fronts {
        /** All. */
        CONFIGURED,
        /** Those whose address is among these settings. */
        GIVEN,
        /** None: a configuration is looked at, perhaps beside a daemon that runs with it. */
        NONE
    }

    private static final String ADDRESS = "address";
    private static final String FRONTS = "luafcgid\\.protocol\\.Listener~.*|luafcgid\\.ext\\.web\\.Http";

    public Settings {
        list = List.copyOf(list);
    }

    /** Reads the settings, one on each line. */
    public static Settings parse(String lines, Fronts fronts) {
        return new Settings(
                lines.lines()
                        .filter(line -> !line.isBlank())
                        .map(Setting::parse)
                        .toList(),
                fronts);
    }

    Set<String> pids() {
        return list.stream().map(Setting::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** Puts the settings of a configuration over its own; of several for one key the last counts. */
    public void applyTo(@Nullable Object pid, Dictionary<String, Object> properties) {
        for (Setting setting : list) {
            if (setting.pid().equals(pid)) {
                properties.put(setting.key(), setting.value());
            }
        }
        if (pid instanceof String name && name.matches(FRONTS) && !mayServe(name)) {
            properties.put(ADDRESS, "off");
        }
    }

    private boolean mayServe(String front) {
        return switch (fronts) {
            case CONFIGURED -> true;
            case GIVEN ->
                list.stream()
                        .anyMatch(setting ->
                                setting.pid().equals(front) && setting.key().equals(ADDRESS));
            case NONE -> false;
        };
    }
}
