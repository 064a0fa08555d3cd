package luafcgid.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a daemon is started with, validated: the folders are there and can be read, the settings are well formed. */
record Launch(
        Distribution distribution,
        VarFolder var,
        Path root,
        Optional<Path> conf,
        Optional<OldConfiguration> config,
        List<Setting> settings,
        Inherited inherited) {
    Launch {
        settings = List.copyOf(settings);
    }

    /** A launch that inherits nothing. */
    static Launch of(Arguments arguments) throws Failure {
        return of(arguments, Inherited.NOTHING);
    }

    static Launch of(Arguments arguments, Inherited inherited) throws Failure {
        Distribution distribution = Distribution.here();
        Path root = arguments.operand().isPresent()
                ? VarFolder.path("DIR", arguments.operand().get())
                : distribution.www();
        readable("DIR", root, "name a folder with scripts");
        Optional<Path> conf = Optional.empty();
        if (arguments.one(Option.CONF).isPresent()) {
            conf = Optional.of(
                    VarFolder.path("--conf", arguments.one(Option.CONF).get()));
            readable("--conf", conf.get(), "name a folder with .config files");
        }
        Optional<OldConfiguration> config = Optional.empty();
        if (arguments.one(Option.CONFIG).isPresent()) {
            config = Optional.of(OldConfiguration.of(
                    distribution, Option.CONFIG, arguments.one(Option.CONFIG).get()));
        }
        return new Launch(
                distribution, VarFolder.of(arguments), root, conf, config, settings(arguments, inherited), inherited);
    }

    private static List<Setting> settings(Arguments arguments, Inherited inherited) throws Failure {
        List<Setting> settings = new ArrayList<>(inherited.settings());
        for (String address : arguments.all(Option.LISTEN)) {
            settings.add(Setting.listener(Inherited.name(settings.size()), address));
        }
        if (arguments.one(Option.HTTP).isPresent()) {
            settings.add(Setting.http(arguments.one(Option.HTTP).get()));
        }
        for (String setting : arguments.all(Option.SET)) {
            settings.add(Setting.parse(setting));
        }
        return settings;
    }

    private static void readable(String what, Path folder, String remedy) throws Failure {
        if (!Files.exists(folder)) {
            throw new Failure(Exit.NO_INPUT, what + " " + folder + " does not exist; " + remedy);
        }
        if (!Files.isDirectory(folder)) {
            throw new Failure(Exit.NO_INPUT, what + " " + folder + " is not a folder; " + remedy);
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new Failure(
                    Exit.NO_INPUT,
                    what + " " + folder + " cannot be read by this user; give it read and search permission, or "
                            + remedy);
        }
    }

    /** The same on another folder. */
    Launch on(VarFolder folder) {
        return new Launch(distribution, folder, root, conf, config, settings, inherited);
    }

    /** The command line that starts the same again, from any folder. */
    List<String> words() {
        List<String> words =
                new ArrayList<>(List.of(root.toString(), "--var", var.path().toString()));
        conf.ifPresent(folder -> words.addAll(List.of("--conf", folder.toString())));
        config.ifPresent(
                old -> words.addAll(List.of(Option.CONFIG.word(), old.file().toString())));
        settings.forEach(setting -> words.addAll(List.of("--set", setting.toString())));
        return words;
    }

    /** What the old configuration file says; where there are inherited sockets nothing else is listened on. */
    private List<Setting> imported() throws Failure {
        List<Setting> imported = new ArrayList<>();
        if (config.isPresent()) {
            config.get().read(System.err).settings().forEach((pid, keys) -> {
                if (inherited.isEmpty() || !pid.startsWith(Setting.LISTENER)) {
                    keys.forEach((key, value) -> imported.add(Setting.of(pid, key, value)));
                }
            });
        }
        return imported;
    }

    /** Properties of the framework that depend on this launch. */
    Map<String, String> properties(boolean development) throws Failure {
        Map<String, String> properties = new TreeMap<>();
        properties.put(Distribution.HOME, distribution.home().toString());
        properties.put("luafcgid.var", var.path().toString());
        properties.put("luafcgid.root", root.toString());
        properties.put("luafcgid.development", String.valueOf(development));
        properties.put("luafcgid.started", String.valueOf(StartTime.millis()));
        properties.put(
                "luafcgid.set",
                Stream.concat(imported().stream(), settings.stream())
                        .map(Setting::toString)
                        .collect(Collectors.joining("\n")));
        // As an address: the folder's name may hold what must be escaped in one.
        properties.put(
                "luafcgid.bundles",
                distribution.home().resolve("bundle").toUri().toString().replaceFirst("/$", ""));
        properties.put("luafcgid.conf", distribution.conf().toString());
        if (!inherited.isEmpty()) {
            properties.put("luafcgid.fronts", "given");
        }
        return properties;
    }
}
