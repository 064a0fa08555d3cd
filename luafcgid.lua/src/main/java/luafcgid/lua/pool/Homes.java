package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.files.RealPath;

/** Which states serve a script, where states serve many: those of its sandbox's folder, or of its root. Any thread. */
final class Homes {
    private final ConcurrentMap<Path, Home> homes = new ConcurrentHashMap<>();

    /** What names the states of a profile, and when to look again, as {@link System#nanoTime()}. */
    private record Home(String profile, Path path, long checkAt) {}

    /** The folder of the states, with the profile's name below it. */
    Path of(Path script, String profile, PoolSettings settings) throws ScriptException {
        Home home = homes.get(script);
        long now = System.nanoTime();
        if (home == null || now - home.checkAt >= 0 || !home.profile.equals(profile)) {
            long checkAt = now + settings.changes().check().toNanos();
            home = new Home(profile, find(script, settings).resolve(profile), checkAt);
            homes.put(script, home);
        }
        return home.path;
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
