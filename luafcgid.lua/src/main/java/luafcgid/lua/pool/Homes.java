package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.files.RealPath;

/** Which folder's states serve a script, where states serve many: its sandbox's, or its root's. Any thread. */
final class Homes {
    private final ConcurrentMap<Path, Home> homes = new ConcurrentHashMap<>();

    /** A folder, and when to look again, as {@link System#nanoTime()}. */
    private record Home(Path folder, long checkAt) {}

    Path of(Path script, PoolSettings settings) throws ScriptException {
        Home home = homes.get(script);
        long now = System.nanoTime();
        if (home == null || now - home.checkAt >= 0) {
            home = new Home(
                    find(script, settings), now + settings.changes().check().toNanos());
            homes.put(script, home);
        }
        return home.folder;
    }

    private Path find(Path script, PoolSettings settings) throws ScriptException {
        try {
            ScriptFiles.check(script, settings);
            Path real = script.toRealPath();
            Path sandbox = settings.sandbox().folder(script, real);
            if (sandbox != null) {
                return sandbox;
            }
            return settings.files().roots().stream()
                    .filter(root -> real.startsWith(RealPath.of(root)))
                    .findFirst()
                    .orElseThrow();
        } catch (ScriptException e) {
            homes.remove(script);
            throw e;
        } catch (IOException e) {
            homes.remove(script);
            throw new ScriptException(Kind.NOT_FOUND, LogText.escape(script.toString()) + ": no such script");
        }
    }

    /** Other settings hold. */
    void clear() {
        homes.clear();
    }
}
