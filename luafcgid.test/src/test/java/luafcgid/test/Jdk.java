package luafcgid.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java that the distribution is run with. */
public record Jdk(Path home, Runtime.Version version) {
    private static final int FLOOR = 17;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(.+)\"$");

    /**
     * The oldest and the newest that are here, in that order. The system property {@code luafcgid.test.jdks} names others: homes,
     * separated as in PATH.
     */
    static List<Jdk> tested() {
        List<Jdk> found = candidates()
                .flatMap(home -> read(home).stream())
                .sorted(Comparator.comparing(Jdk::version))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no JDK from " + FLOOR + " on found to run the distribution with");
        }
        Jdk oldest = found.get(0);
        Jdk newest = found.get(found.size() - 1);
        return oldest.version.feature() == newest.version.feature() ? List.of(newest) : List.of(oldest, newest);
    }

    public static Jdk newest() {
        List<Jdk> all = tested();
        return all.get(all.size() - 1);
    }

    /** For tests of what does not depend on the Java. */
    static List<Jdk> newestOnly() {
        return List.of(newest());
    }

    private static Stream<Path> candidates() {
        String named = System.getProperty("luafcgid.test.jdks", "");
        if (!named.isEmpty()) {
            return Stream.of(named.split(File.pathSeparator, -1)).map(Path::of);
        }
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        Path system = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(system)) {
            try (Stream<Path> children = Files.list(system)) {
                homes.addAll(children.toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes.stream();
    }

    private static Optional<Jdk> read(Path home) {
        try {
            Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
            if (matcher.find() && Files.isExecutable(home.resolve("bin/java"))) {
                Runtime.Version version = Runtime.Version.parse(matcher.group(1));
                return version.feature() < FLOOR ? Optional.empty() : Optional.of(new Jdk(home, version));
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not a JDK.
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
