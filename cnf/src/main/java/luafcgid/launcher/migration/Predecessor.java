package luafcgid.launcher.migration;

import java.util.Collection;
import java.util.Map;

/**
 * A program whose configuration is understood.
 *
 * @param dialect  the version of Lua of its configuration and scripts
 * @param settings what its settings become
 * @param always   what is set since the scripts are written for it: configuration, key, value
 */
record Predecessor(
        String name, String dialect, Map<String, Meaning> settings, Map<String, Map<String, String>> always) {
    static final Predecessor LUAFCGID = new Predecessor(
            "luafcgid", "5.1", LuafcgidSettings.all(), Map.of(Pid.RESPONDER, Map.of("convention", "luafcgid")));

    static final Predecessor LUAFCGID2 = new Predecessor(
            "luafcgid2",
            "5.3",
            Luafcgid2Settings.all(),
            Map.of(
                    Pid.RESPONDER,
                    Map.of("convention", "luafcgid2"),
                    Pid.POOL,
                    Map.of("dialect", "5.3", "retirement", "throwaway")));

    Predecessor {
        settings = Map.copyOf(settings);
        always = Map.copyOf(always);
    }

    /** How many of the names are its settings. */
    long known(Collection<String> names) {
        return names.stream().filter(settings::containsKey).count();
    }
}
