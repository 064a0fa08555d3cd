package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;

/** Whether a path may be run as a script. */
final class ScriptFiles {
    private ScriptFiles() {}

    /** Throws when there is no such script or when it may not be run. */
    static void check(Path path, PoolSettings settings) throws ScriptException {
        String name = LogText.escape(path.toString());
        if (!path.isAbsolute()) {
            throw new ScriptException(Kind.FORBIDDEN, name + ": not an absolute path");
        }
        Path real = real(path, name);
        if (!settings.files().isScript(real)) {
            throw new ScriptException(
                    Kind.FORBIDDEN, name + ": outside of the script roots ('roots' in luafcgid.lua.Pool)");
        }
        if (!Files.isRegularFile(real)) {
            throw new ScriptException(Kind.FORBIDDEN, name + ": not a regular file");
        }
        if (settings.suffixes().stream().noneMatch(path.toString()::endsWith)) {
            throw new ScriptException(
                    Kind.FORBIDDEN,
                    name + ": its suffix is none of " + settings.suffixes() + " ('suffixes' in luafcgid.lua.Pool)");
        }
        if (!Files.isReadable(real)) {
            throw new ScriptException(Kind.FORBIDDEN, name + ": may not be read");
        }
    }

    private static Path real(Path path, String name) throws ScriptException {
        try {
            return path.toRealPath();
        } catch (AccessDeniedException e) {
            throw new ScriptException(Kind.FORBIDDEN, name + ": may not be looked at");
        } catch (IOException e) {
            throw new ScriptException(Kind.NOT_FOUND, name + ": no such script");
        }
    }
}
