package luafcgid.lua.pool;

import java.io.IOException;
import luafcgid.lua.code.FileVersion;
import luafcgid.lua.code.Modules;
import luafcgid.lua.code.SourceFile;

/**
 * One version of a script with the versions of the files that it loaded.
 *
 * @param source  the script
 * @param modules the other files, more of them as its states ask
 */
record Generation(SourceFile source, Modules modules) {
    /** What {@link #changedAt} says when nothing has changed. */
    static final long UNCHANGED = Long.MIN_VALUE;

    /** What {@link #changedAt} says when files besides the script have gone, and no other has changed. */
    static final long GONE = 0;

    /**
     * Compares with the files on disk.
     *
     * @return the youngest time stamp of a file that has changed, as {@link FileVersion#now} counts
     * @throws IOException when the script itself cannot be looked at
     */
    long changedAt() throws IOException {
        long changed = changedAt(source);
        for (SourceFile module : modules.all()) {
            changed = Math.max(changed, moduleChangedAt(module));
        }
        return changed;
    }

    private static long changedAt(SourceFile file) throws IOException {
        return file.isCurrent() ? UNCHANGED : FileVersion.of(file.path()).touched();
    }

    private static long moduleChangedAt(SourceFile module) {
        try {
            return changedAt(module);
        } catch (IOException e) {
            return GONE;
        }
    }

    /** Whether a file that has changed holds nothing now: most often it is about to be written. */
    boolean isEmptied() throws IOException {
        if (isEmptied(source)) {
            return true;
        }
        for (SourceFile module : modules.all()) {
            if (isModuleEmptied(module)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isModuleEmptied(SourceFile module) {
        try {
            return isEmptied(module);
        } catch (IOException e) {
            // It has gone.
            return false;
        }
    }

    private static boolean isEmptied(SourceFile file) throws IOException {
        return file.version().size() > 0 && FileVersion.of(file.path()).size() == 0;
    }
}
