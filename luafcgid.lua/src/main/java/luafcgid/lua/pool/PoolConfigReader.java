package luafcgid.lua.pool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.files.Sandbox;
import org.jspecify.annotations.Nullable;

/**
 * Checks a configuration and makes settings of it.
 *
 * @param served      the folder that the daemon serves; null when it was not told
 * @param development whether an author works on the scripts
 */
record PoolConfigReader(@Nullable String served, boolean development) {
    private static final int NORMAL_CHECK = 500;

    PoolSettings read(PoolConfig config) {
        Engine engine = engine(config.engine());
        Dialect dialect = dialect(config.dialect());
        if (!engine.speaks(dialect)) {
            throw wrong(
                    "dialect",
                    dialect.version(),
                    "5.1 or 5.2 with engine=" + engine.text() + ", or engine=compiled",
                    null);
        }
        return new PoolSettings(
                new FilePolicy(
                        access(config.files()), roots(config.roots()), folders("modulepath", config.modulepath())),
                config.execute(),
                sandbox(config),
                engine,
                dialect,
                suffixes(config.suffixes()),
                capacity(config),
                changes(config));
    }

    private static Capacity capacity(PoolConfig config) {
        return new Capacity(
                policy(config.retirement()),
                number("states", config.states(), 1),
                number("clones", config.clones(), 0),
                number("initial", config.initial(), 1),
                maxCount(config.maxcount()),
                Duration.ofSeconds(number("idle", config.idle(), 1)),
                Duration.ofSeconds(number("halflife", config.halflife(), 1)));
    }

    private Changes changes(PoolConfig config) {
        int check = number("check", config.check(), -1);
        return new Changes(
                Duration.ofMillis(check >= 0 ? check : development ? 0 : NORMAL_CHECK),
                Duration.ofMillis(number("settle", config.settle(), 0)),
                failFast(config.failfast()),
                config.checksum());
    }

    private List<Path> roots(String[] configured) {
        List<Path> roots = folders("roots", configured);
        return roots.isEmpty() && served != null ? folders("roots", new String[] {served}) : roots;
    }

    private Sandbox sandbox(PoolConfig config) {
        List<Path> roots = roots(config.roots());
        List<Path> folders = folders("sandbox", config.sandbox());
        for (Path folder : folders) {
            if (roots.stream().noneMatch(folder::startsWith)) {
                throw wrong("sandbox", folder.toString(), "folders that are or are in one of roots=" + roots, null);
            }
        }
        return new Sandbox(folders, paths("readable", config.readable()), paths("writable", config.writable()));
    }

    private static List<Path> paths(String key, String[] values) {
        return Arrays.stream(values)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> path(key, value))
                .toList();
    }

    private static Path path(String key, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw wrong(key, value, "a path", e);
        }
    }

    private static List<Path> folders(String key, String[] values) {
        return Arrays.stream(values)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> folder(key, value))
                .toList();
    }

    private static Path folder(String key, String value) {
        try {
            Path folder = Path.of(value);
            if (folder.isAbsolute()) {
                return folder.normalize();
            }
        } catch (InvalidPathException e) {
            throw wrong(key, value, "an absolute path", e);
        }
        throw wrong(key, value, "an absolute path", null);
    }

    private static Engine engine(String value) {
        return Engine.of(value.strip()).orElseThrow(() -> wrong("engine", value, "compiled or reference", null));
    }

    private static Dialect dialect(String value) {
        return Dialect.of(value.strip()).orElseThrow(() -> wrong("dialect", value, "5.1, 5.2, 5.3 or 5.4", null));
    }

    private static Capacity.Policy policy(String value) {
        return Capacity.Policy.of(value.strip())
                .orElseThrow(() -> wrong("retirement", value, "popularity or throwaway", null));
    }

    private static long maxCount(long value) {
        if (value < 0) {
            throw wrong("maxcount", Long.toString(value), "a number from 0", null);
        }
        return value;
    }

    private static List<String> suffixes(String[] values) {
        List<String> suffixes = Arrays.stream(values)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (suffixes.isEmpty()) {
            throw wrong("suffixes", "", "at least one suffix, as in .lua", null);
        }
        return suffixes;
    }

    private static FilePolicy.Access access(String value) {
        try {
            return FilePolicy.Access.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("files", value, "open, root or none", e);
        }
    }

    private boolean failFast(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case "auto" -> development;
            default -> throw wrong("failfast", value, "true, false or auto", null);
        };
    }

    private static int number(String key, int value, int least) {
        if (value < least) {
            throw wrong(key, Integer.toString(value), "a number from " + least, null);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, String value, String allowed, @Nullable Throwable cause) {
        return new IllegalArgumentException(PoolConfig.PID + ": " + key + "=" + value + ": wants " + allowed, cause);
    }
}
