package luafcgid.ext.sql.vendor;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;

/** Database files within the policy of the script's root. */
final class Files {
    private Files() {}

    static Path resolve(StateContext state, String path, FileMode mode) throws SourceException {
        try {
            return state.resolve(path, mode);
        } catch (LuaError e) {
            throw new SourceException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether there are files that the script may not touch. */
    static boolean areRestricted(StateContext state) {
        try {
            state.resolve("/", FileMode.WRITE);
            return false;
        } catch (LuaError e) {
            return true;
        }
    }

    /** As SQLite does it later, so that the file has its identity before it is opened. */
    static void create(Path file) {
        try {
            java.nio.file.Files.createFile(file);
        } catch (IOException e) {
            // It is there, or SQLite says why it cannot be.
        }
    }

    /** Changes when another file comes to bear the name; empty as long as there is none. */
    static String identity(Path file) {
        try {
            Object key = java.nio.file.Files.readAttributes(file, BasicFileAttributes.class)
                    .fileKey();
            return key == null ? "" : key.toString();
        } catch (IOException e) {
            return "";
        }
    }
}
