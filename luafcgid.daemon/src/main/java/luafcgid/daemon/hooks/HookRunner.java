package luafcgid.daemon.hooks;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import org.jspecify.annotations.Nullable;

/**
 * Runs hooks as one configuration has them. An error is logged and ends the hook, not the daemon. All but {@link #failures} by one thread
 * at a time.
 */
final class HookRunner {
    private static final System.Logger LOG = System.getLogger(HooksConfig.PID);
    private static final String CHANGED = "changed file";

    private final StatePool pool;
    private final HookSettings settings;
    private final Runnable onAbandoned;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private volatile @Nullable HookState state;
    private boolean ended;

    /** @param onAbandoned called on another thread when the thread that runs a hook is given up */
    HookRunner(StatePool pool, HookSettings settings, Runnable onAbandoned) {
        this.pool = pool;
        this.settings = settings;
        this.onAbandoned = onAbandoned;
    }

    /** Makes the state and runs {@link Hook#STARTUP} in it. */
    void startup() {
        if (settings.isEmpty()) {
            return;
        }
        try {
            state = HookState.make(pool, settings, true, onAbandoned);
            run(Hook.STARTUP);
        } catch (ScriptException e) {
            failed(Hook.STARTUP.word(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            failed(Hook.STARTUP.word(), unreadable(e), null);
        }
    }

    /** Runs {@link Hook#HOUSEKEEPING}; a state that is none, or outdated, or of other files than there are now, is made anew before. */
    void housekeeping() {
        if (ended) {
            return;
        }
        HookState before = state;
        if (before == null || before.isOutdated()) {
            close();
            startup();
        } else if (before.isChanged()) {
            change();
        } else {
            failures.remove(CHANGED);
        }
        run(Hook.HOUSEKEEPING);
    }

    /** What is half written must not take the place of what runs. */
    private void change() {
        Optional<String> mistake = mistake();
        if (mistake.isPresent()) {
            failed(CHANGED, mistake.get() + "; the hooks of before go on", null);
            return;
        }
        failures.remove(CHANGED);
        run(Hook.SHUTDOWN);
        close();
        startup();
    }

    /** Runs {@link Hook#SHUTDOWN} and lets the state go. */
    void shutdown() {
        ended = true;
        run(Hook.SHUTDOWN);
        close();
    }

    private void close() {
        HookState before = state;
        state = null;
        if (before != null) {
            before.close();
        }
    }

    private void run(Hook hook) {
        HookState now = state;
        if (now == null) {
            return;
        }
        try {
            now.run(hook);
            failures.remove(hook.word());
        } catch (ScriptException e) {
            failed(hook.word(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What fails in the same way again and again is told once. */
    private void failed(String what, String why, @Nullable Exception cause) {
        if (!why.equals(failures.put(what, why))) {
            LOG.log(Level.ERROR, what + ": " + LogText.escape(why), cause);
        }
    }

    private static String unreadable(IOException e) {
        return e instanceof NoSuchFileException ? e.getMessage() + ": no such file" : e + ": cannot be read";
    }

    /** How hooks failed when they ran last. Any thread. */
    List<String> failures() {
        List<String> lines = new ArrayList<>();
        failures.forEach((what, why) -> lines.add("hook " + what + ": " + why));
        return lines;
    }

    /** What would keep hooks from running, without running them. */
    Optional<String> mistake() {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        try {
            HookState.make(pool, settings, false, () -> {}).close();
            return Optional.empty();
        } catch (ScriptException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of(unreadable(e));
        }
    }
}
