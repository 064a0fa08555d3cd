package luafcgid.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which a daemon keeps its sockets, caches, logs and process id. */
record VarFolder(Path path) {
    /** The longest name below the folder that a Unix socket gets, against sun_path's 107 bytes. */
    private static final int LONGEST = 107 - "/luafcgid.sock".length();

    private static final long CONSOLE_LIMIT = 1 << 20;

    static VarFolder of(Arguments arguments) throws Failure {
        return of(arguments.one(Option.VAR), System.getenv());
    }

    static VarFolder of(Optional<String> given, Map<String, String> environment) throws Failure {
        return checked(given.isPresent() ? path("--var", given.get()) : standard(environment));
    }

    private static VarFolder checked(Path path) throws Failure {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new Failure(
                    Exit.USAGE,
                    "--var " + path + ": too long for the Unix sockets in it; choose one of at most " + LONGEST
                            + " bytes");
        }
        return new VarFolder(path);
    }

    /** An absolute path of what was typed. */
    static Path path(String what, String text) throws Failure {
        try {
            if (!text.isEmpty() && text.chars().noneMatch(Character::isISOControl)) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            throw new Failure(Exit.USAGE, what + " '" + text + "': not a path: " + e.getReason());
        }
        throw new Failure(Exit.USAGE, what + " '" + text + "': not a path that can be used");
    }

    private static Path standard(Map<String, String> environment) throws Failure {
        @Nullable String state = environment.get("XDG_STATE_HOME");
        if (state != null && state.startsWith("/")) {
            return path("XDG_STATE_HOME", state).resolve("luafcgid");
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return path("HOME", home).resolve(".local/state/luafcgid");
    }

    /** The folder of the n-th of several processes that were started alike. */
    VarFolder instance(int n) throws Failure {
        return checked(path.resolve("fcgi-" + n));
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path pid() {
        return path.resolve("luafcgid.pid");
    }

    Path ready() {
        return path.resolve("ready");
    }

    Path arguments() {
        return path.resolve("arguments");
    }

    Path adminSocket() {
        return path.resolve("admin.sock");
    }

    Path console() {
        return path.resolve("log/console.log");
    }

    /** Starts the console's file anew when it has grown. */
    void rotateConsole() throws IOException {
        if (Files.exists(console()) && Files.size(console()) > CONSOLE_LIMIT) {
            Files.move(console(), console().resolveSibling("console.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Path cache() {
        return path.resolve("cache");
    }

    /** Makes the folder, for its owner only; one that exists keeps its permissions. */
    void create() throws Failure {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Failure(Exit.CANNOT_CREATE, "--var " + path + " is not a folder; choose another with --var DIR");
        }
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.createDirectories(cache());
            Files.createDirectories(path.resolve("log"));
        } catch (UnsupportedOperationException | IOException e) {
            throw unusable(e);
        }
        if (!Files.isWritable(path)) {
            throw new Failure(Exit.CANNOT_CREATE, "--var " + path + " is not writable; choose another with --var DIR");
        }
    }

    Failure unusable(Exception cause) {
        return new Failure(
                Exit.CANNOT_CREATE, "--var " + path + " cannot be used (" + cause + "); choose another with --var DIR");
    }

    /** The process id of the daemon, if one says so. */
    Optional<Long> daemon() {
        try {
            return Optional.of(Long.parseLong(Files.readString(pid()).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Removes what is of use only while a daemon runs; only its holder of the lock may. */
    void sweep() throws IOException {
        for (String name : List.of("luafcgid.pid", "ready", "admin.sock", "luafcgid.sock")) {
            Files.deleteIfExists(path.resolve(name));
        }
        for (String name : List.of("osgi", "conf", "ext", "linked")) {
            delete(cache().resolve(name));
        }
    }

    /** Removes the folders that hold nothing, after a start that failed. */
    void abandon() throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        for (Path folder : List.of(cache(), path.resolve("log"), path)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                // Of use to somebody.
            }
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException e) {
            // Gone already is gone.
        }
    }
}
