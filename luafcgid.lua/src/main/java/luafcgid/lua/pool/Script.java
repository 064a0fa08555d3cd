package luafcgid.lua.pool;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import org.jspecify.annotations.Nullable;

/** A script that was asked for. The lock of the {@link Shelf} guards the plain fields. */
final class Script {
    /**
     * What is asked for.
     *
     * @param path    as the web server sent it
     * @param profile how states are made
     */
    record Key(Path path, Profile profile) {}

    private final Key key;

    /** Used last, taken first. */
    final IdleStates idle = new IdleStates();

    /** Leased, idle, and places reserved for new ones. */
    int states;

    /** How many of them are above the limits. */
    int surplus;

    long hits;

    /** The version that new requests get; null before the first and after a flush. Written under the lock. */
    volatile @Nullable Generation current;

    /** The newest version, when it did not load. */
    volatile @Nullable FailedGeneration failed;

    /** When to look at the files next, as {@link System#nanoTime()}. */
    volatile long checkAt;

    /** Since when a file is missing, as {@link System#nanoTime()}; 0 when none is. Many editors delete before they write. */
    volatile long missingSince;

    /** Held by the thread that looks at the files. */
    final AtomicBoolean checking = new AtomicBoolean();

    /** Set by the thread that prepares a version. */
    final AtomicReference<@Nullable Preparation> preparation = new AtomicReference<>();

    Script(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    Path path() {
        return key.path;
    }

    /** Throws when there is no such script or when it may not be run. */
    void check(PoolSettings settings) throws ScriptException {
        if (!profile().isShared()) {
            ScriptFiles.check(path(), settings);
        }
    }

    Profile profile() {
        return key.profile;
    }
}
