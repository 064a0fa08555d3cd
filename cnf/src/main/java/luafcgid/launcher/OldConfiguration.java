package luafcgid.launcher;

import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import luafcgid.launcher.migration.Migration;

/** A Lua configuration file of a predecessor, executed by the Lua of the distribution's bundle: this program has none of its own. */
final class OldConfiguration {
    private static final String READER = "luafcgid.lua.definition.DefinitionReader";

    private final Distribution distribution;
    private final Path file;

    private OldConfiguration(Distribution distribution, Path file) {
        this.distribution = distribution;
        this.file = file;
    }

    /** @throws Failure when there is no such file */
    static OldConfiguration of(Distribution distribution, Option option, String named) throws Failure {
        Path file = VarFolder.path(option.word(), named);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Failure(
                    Exit.NO_INPUT,
                    option.word() + " " + file + (Files.exists(file) ? " cannot be read" : " does not exist")
                            + "; name the old configuration file, config.lua");
        }
        return new OldConfiguration(distribution, file);
    }

    Path file() {
        return file;
    }

    /** What it says; names that are no settings are told. */
    Migration read(PrintStream err) throws Failure {
        Migration migration;
        try {
            BiFunction<Path, String, Map<String, Map.Entry<Integer, Object>>> reader = reader();
            migration = Migration.of(file, reader::apply);
        } catch (IllegalArgumentException e) {
            List<String> lines = String.valueOf(e.getMessage()).lines().toList();
            lines.subList(0, lines.size() - 1).forEach(line -> tell(err, line));
            throw new Failure(Exit.CONFIGURATION, lines.get(lines.size() - 1));
        }
        for (Migration.Unknown unknown : migration.unknown()) {
            String meant = Text.nearest(unknown.name(), unknown.known())
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("; it is ignored");
            tell(
                    err,
                    unknown.place() + "no setting of " + migration.predecessor() + ": '" + unknown.name() + "'"
                            + meant);
        }
        return migration;
    }

    private static void tell(PrintStream err, String line) {
        err.println("luafcgid: " + Text.escape(line));
    }

    @SuppressWarnings("unchecked")
    private BiFunction<Path, String, Map<String, Map.Entry<Integer, Object>>> reader() throws Failure {
        Path bundle = distribution.home().resolve("bundle/luafcgid.lua.jar");
        try {
            // It lives as long as somebody uses it; threads of the reader may after this.
            ClassLoader loader =
                    new URLClassLoader(new URL[] {bundle.toUri().toURL()}, OldConfiguration.class.getClassLoader());
            return (BiFunction<Path, String, Map<String, Map.Entry<Integer, Object>>>)
                    loader.loadClass(READER).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new Failure(
                    Exit.FAILED, bundle + " cannot be used (" + e + "); build or unpack the distribution again");
        }
    }
}
