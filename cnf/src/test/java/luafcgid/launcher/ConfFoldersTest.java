package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfFoldersTest {
    @TempDir
    Path folder;

    private Path standard;
    private Path own;
    private Path links;

    @BeforeEach
    void fill() throws IOException {
        standard = Files.createDirectory(folder.resolve("conf"));
        own = Files.createDirectory(folder.resolve("own"));
        links = folder.resolve("links");
        for (String name : Set.of("a.config", "b.config", "l-main.config", "config.properties")) {
            Files.writeString(standard.resolve(name), "standard");
        }
    }

    @Test
    void withoutAnOwnFolderTheDistributionsIsWatched() throws IOException {
        assertEquals(standard.toString(), ConfFolders.watched(standard, Optional.empty(), links));
    }

    @Test
    void eachConfigurationIsInOneWatchedFolderOnly() throws IOException {
        Files.writeString(own.resolve("b.cfg"), "own");
        Files.writeString(own.resolve("l~main.config"), "own");
        assertEquals(links + "," + own, ConfFolders.watched(standard, Optional.of(own), links));
        assertEquals(Set.of("a.config"), names(links));
        assertEquals("standard", Files.readString(links.resolve("a.config")));
    }

    @Test
    void linksOfAnEarlierStartAreGone() throws IOException {
        ConfFolders.watched(standard, Optional.of(own), links);
        Files.writeString(own.resolve("a.config"), "own");
        ConfFolders.watched(standard, Optional.of(own), links);
        assertEquals(Set.of("b.config", "l-main.config"), names(links));
        assertEquals("standard", Files.readString(standard.resolve("a.config")));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
