package luafcgid.lua.pool;

import java.io.IOException;
import luafcgid.lua.ScriptException;

/**
 * A version that did not load.
 *
 * @param generation its files
 * @param reason     why
 * @param retryAt    when to try again even if nothing has changed, since the reason may lie elsewhere; {@link System#nanoTime()}
 */
record FailedGeneration(Generation generation, ScriptException reason, long retryAt) {
    /** Whether loading it again would fail again, as far as one can tell. */
    boolean isStillBroken() throws IOException {
        return System.nanoTime() - retryAt < 0 && generation.changedAt() == Generation.UNCHANGED;
    }
}
