package luafcgid.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The class archive that a Java made at the end of the first daemon, handed on to the next ones as a user's var folder would, so
 * that not each makes its own. One for each distribution: jars have to be where they were.
 */
record ClassArchive(Jdk jdk, Path distribution) {
    private Path kept() {
        return Path.of("target")
                .toAbsolutePath()
                .resolve(name() + "-"
                        + Integer.toHexString(distribution.toString().hashCode()));
    }

    private String name() {
        return "java-" + jdk.version().feature() + ".jsa";
    }

    /** Puts it into a var folder. */
    void give(Path var) throws IOException {
        if (Files.exists(kept())) {
            Path cache = Files.createDirectories(var.resolve("cache"));
            Files.copy(kept(), cache.resolve(name()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Keeps the one of a var folder, if there is one. */
    void take(Path var) throws IOException {
        Path made = var.resolve("cache").resolve(name());
        if (Files.exists(made)) {
            Files.copy(made, kept(), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
