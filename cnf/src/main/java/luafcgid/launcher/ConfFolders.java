package luafcgid.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folders that FileInstall watches for configuration. */
final class ConfFolders {
    private static final String FILES = "*.{config,cfg}";

    private ConfFolders() {}

    /**
     * The distribution's own folder, or with one of the user's both: of the distribution's files those that the user's
     * folder does not have are linked into a folder beside it, so that each configuration is in one watched folder only.
     */
    static String watched(Path standard, Optional<Path> own, Path links) throws IOException {
        if (own.isEmpty()) {
            return standard.toString();
        }
        Set<String> replaced = new HashSet<>();
        for (Path file : files(own.get())) {
            replaced.add(pid(file.getFileName()));
        }
        VarFolder.delete(links);
        Files.createDirectories(links);
        for (Path file : files(standard)) {
            Path name = file.getFileName();
            if (name != null && !replaced.contains(pid(name))) {
                Files.createSymbolicLink(links.resolve(name), file);
            }
        }
        return links + "," + own.get();
    }

    /** Those of a folder that configure something. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> list = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
            files.forEach(list::add);
        }
        return list;
    }

    /** What a file configures: FileInstall takes a hyphen for a tilde, and either suffix. */
    static String pid(@Nullable Path name) {
        return String.valueOf(name).replaceFirst("\\.(config|cfg)$", "").replaceFirst("-", "~");
    }
}
