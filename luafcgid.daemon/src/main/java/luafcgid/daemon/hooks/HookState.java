package luafcgid.daemon.hooks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Lease;
import luafcgid.lua.Resident;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.lua.StatePool;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** The state that all hooks share, with what they are. Used by one thread. */
final class HookState {
    private final HookSettings settings;
    private final Runnable onAbandoned;
    private final Resident resident;
    private final Map<Hook, List<LuaValue>> hooks = new EnumMap<>(Hook.class);
    private final Map<Path, byte[]> files = new HashMap<>();

    private HookState(HookSettings settings, Resident resident, Runnable onAbandoned) {
        this.settings = settings;
        this.resident = resident;
        this.onAbandoned = onAbandoned;
    }

    /**
     * Makes it.
     *
     * @param executes    whether the file's body is executed, and not only compiled
     * @param onAbandoned called on another thread when the thread that runs a hook is given up
     */
    static HookState make(StatePool pool, HookSettings settings, boolean executes, Runnable onAbandoned)
            throws ScriptException, IOException {
        Resident resident = pool.reside(settings.home(), new HookProfile(), deadline(settings));
        HookState made = new HookState(settings, resident, onAbandoned);
        boolean loaded = false;
        try (Lease lease = made.claim()) {
            made.load(lease.state(), executes);
            loaded = true;
            return made;
        } catch (LuaError e) {
            throw new ScriptException(ScriptException.Kind.LOAD, String.valueOf(e.getMessage()));
        } finally {
            if (!loaded) {
                resident.close();
            }
        }
    }

    private static long deadline(HookSettings settings) {
        return System.nanoTime() + settings.watchdog().toNanos();
    }

    private Lease claim() {
        return resident.claim(deadline(settings), onAbandoned);
    }

    private void load(State state, boolean executes) throws ScriptException, IOException {
        for (Hook hook : Hook.values()) {
            hooks.put(hook, new ArrayList<>());
        }
        if (settings.file().isPresent()) {
            LuaValue body = compile(state, settings.file().get());
            if (executes) {
                state.call(body, LuaValue.NONE);
                for (Hook hook : Hook.values()) {
                    add(state, hook, state.globals().get(hook.word()));
                }
            }
        }
        for (Hook hook : Hook.values()) {
            for (String chunk : settings.chunks().getOrDefault(hook, List.of())) {
                add(state, hook, LuaValue.valueOf(chunk));
            }
        }
    }

    /** A function, a chunk, or a list of them. */
    private void add(State state, Hook hook, LuaValue value) throws IOException {
        if (value.istable()) {
            for (int i = 1; !value.get(i).isnil(); i++) {
                add(state, hook, value.get(i));
            }
        } else if (value.isfunction()) {
            of(hook).add(value);
        } else if (value.isstring()) {
            String chunk = value.tojstring();
            of(hook).add(
                            chunk.startsWith("@")
                                    ? compile(state, Path.of(chunk.substring(1)))
                                    : compile(state, chunk.getBytes(StandardCharsets.UTF_8), "=" + hook.word()));
        } else if (!value.isnil()) {
            throw new LuaError(
                    settings.file().map(Path::toString).orElse("") + ": " + hook.word() + " is a " + value.typename()
                            + "; a hook is a function, a chunk as a string, or a list of them",
                    0);
        }
    }

    private List<LuaValue> of(Hook hook) {
        return Objects.requireNonNull(hooks.get(hook));
    }

    private LuaValue compile(State state, Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        files.put(file, text);
        // A line for the shell is no Lua; as a comment it keeps the numbers of the others.
        boolean shell = text.length > 0 && text[0] == '#';
        String prefix = shell ? "--" : "";
        byte[] lua = new byte[prefix.length() + text.length];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, lua, 0, prefix.length());
        System.arraycopy(text, 0, lua, prefix.length(), text.length);
        return compile(state, lua, "@" + file);
    }

    private static LuaValue compile(State state, byte[] lua, String name) {
        return state.globals().load(new ByteArrayInputStream(lua), name, "t", state.globals());
    }

    /** Runs what is registered for the hook, in order; the first error ends it. */
    void run(Hook hook) throws ScriptException {
        if (of(hook).isEmpty()) {
            return;
        }
        try (Lease lease = claim()) {
            for (LuaValue each : of(hook)) {
                lease.state().call(each, LuaValue.NONE);
            }
        }
    }

    /** Whether another one has to take its place. */
    boolean isOutdated() {
        return resident.isOutdated();
    }

    /** Whether a file holds something else now; one that is being replaced, and not there, does not. */
    boolean isChanged() {
        return files.entrySet().stream().anyMatch(each -> differs(each.getKey(), each.getValue()));
    }

    private static boolean differs(Path file, byte[] text) {
        try {
            return !Arrays.equals(text, Files.readAllBytes(file));
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        resident.close();
    }
}
