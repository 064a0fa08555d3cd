package luafcgid.lua.pool;

import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.engine.FilePolicy;

/**
 * What a script may do outside of its state.
 *
 * @param files   which files it may touch
 * @param execute whether it may start programs
 */
record Permissions(FilePolicy files, boolean execute) {
    /** Those of a script, by its name and its file. */
    static Permissions of(PoolSettings settings, Path path, Path real) {
        FilePolicy trusted = settings.files();
        Path folder = settings.sandbox().folder(path, real);
        return folder == null
                ? new Permissions(trusted, settings.execute())
                : new Permissions(
                        new FilePolicy(
                                FilePolicy.Access.SANDBOX,
                                List.of(folder),
                                trusted.modules(),
                                settings.sandbox().readable(folder),
                                settings.sandbox().writable(folder)),
                        false);
    }
}
