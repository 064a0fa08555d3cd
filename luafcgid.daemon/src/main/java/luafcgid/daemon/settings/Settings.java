package luafcgid.daemon.settings;

import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All settings of the command line, by configuration. */
record Settings(List<Setting> list) {
    Settings {
        list = List.copyOf(list);
    }

    /** Reads the settings, one on each line. */
    static Settings parse(String lines) {
        return new Settings(lines.lines()
                .filter(line -> !line.isBlank())
                .map(Setting::parse)
                .toList());
    }

    Set<String> pids() {
        return list.stream().map(Setting::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** Puts the settings of a configuration over its own; of several for one key the last counts. */
    void applyTo(@Nullable Object pid, Dictionary<String, Object> properties) {
        for (Setting setting : list) {
            if (setting.pid().equals(pid)) {
                properties.put(setting.key(), setting.value());
            }
        }
    }
}
