package luafcgid.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folders that FileInstall watches for configuration. */
final class ConfFolders {
    private ConfFolders() {}

    /**
     * The distribution's own folder, or with one of the user's both: of the distribution's files those that the user's
     * folder does not have are linked into a folder beside it, so that each name is in one watched folder only.
     */
    static String watched(Path standard, Optional<Path> own, Path links) throws IOException {
        if (own.isEmpty()) {
            return standard.toString();
        }
        VarFolder.delete(links);
        Files.createDirectories(links);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(standard, "*.{config,cfg}")) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (name != null && !Files.exists(own.get().resolve(name))) {
                    Files.createSymbolicLink(links.resolve(name), file);
                }
            }
        }
        return links + "," + own.get();
    }
}
