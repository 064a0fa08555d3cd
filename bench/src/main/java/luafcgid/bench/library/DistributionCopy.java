package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A distribution whose {@code ext} may be changed. */
final class DistributionCopy {
    private DistributionCopy() {}

    /** Copies times and permissions too. */
    static void make(Path distribution, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(distribution)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(distribution.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
