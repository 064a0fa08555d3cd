package luafcgid.lua.engine;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import luafcgid.lua.Dialect;
import luafcgid.lua.FileMode;
import luafcgid.lua.LogText;
import luafcgid.lua.StateContext;
import luafcgid.lua.files.Location;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Protection;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What libraries see of a state. */
public final class ScriptContext implements StateContext {
    private final Environment environment;
    private final LuaState lua;
    private final Attention attention;
    private final Budget budget;
    private final Stops stops;
    private final Deque<Runnable> closers = new ArrayDeque<>(0);
    private @Nullable Enders enders;
    /** Made when first asked for: most states never log. Two that are made at once are alike. */
    private volatile System.@Nullable Logger log;

    private Path cwd;
    private boolean loading;
    /** Whether the log was told already that something was not allowed. */
    private boolean denied;

    ScriptContext(Environment environment, LuaState lua, Attention attention, Budget budget, Stops stops) {
        this.budget = budget;
        this.environment = environment;
        this.lua = lua;
        this.attention = attention;
        this.stops = stops;
        this.cwd = environment.folder();
    }

    @Override
    public void onClose(Runnable action) {
        closers.push(action);
    }

    void close() {
        while (!closers.isEmpty()) {
            try {
                closers.pop().run();
            } catch (RuntimeException e) {
                log().log(System.Logger.Level.WARNING, "a library failed when its state closed", e);
            }
        }
    }

    @Override
    public Path resolve(String path, FileMode mode) {
        try {
            return locate(path, mode).path();
        } catch (AccessDeniedException e) {
            throw refused(path);
        }
    }

    @Override
    public Path resolveEntry(String path, FileMode mode) {
        try {
            return locateEntry(path, mode).path();
        } catch (AccessDeniedException e) {
            throw refused(path);
        }
    }

    private static LuaError refused(String path) {
        return new LuaError(path + ": not allowed by the file policy");
    }

    /** As {@link #resolve}, to use the file in a way that no one can turn elsewhere. */
    public Location locate(String path, FileMode mode) throws AccessDeniedException {
        aboutToBlock();
        try {
            return environment.files().locate(cwd, path, mode);
        } catch (AccessDeniedException e) {
            throw denied(e);
        }
    }

    /** As {@link #resolveEntry}, to use the entry in a way that no one can turn elsewhere. */
    public Location locateEntry(String path, FileMode mode) throws AccessDeniedException {
        aboutToBlock();
        try {
            return environment.files().locateEntry(cwd, path, mode);
        } catch (AccessDeniedException e) {
            throw denied(e);
        }
    }

    /** Tells the log what the script is not told: which setting (the exception's reason) does not allow it. Returns the exception. */
    public AccessDeniedException denied(AccessDeniedException e) {
        // A script that tries again and again fills no log.
        System.Logger.Level level = denied ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
        denied = true;
        log().log(
                        level,
                        "{0}: not allowed: see ''{1}'' in luafcgid.lua.Pool",
                        LogText.escape(String.valueOf(e.getFile())),
                        e.getReason());
        return e;
    }

    @Override
    public Path cwd() {
        return cwd;
    }

    @Override
    public void cwd(Path directory) {
        cwd = directory;
    }

    @Override
    public long deadline() {
        return stops.deadline();
    }

    /** Whether the script's body runs, or a module's. */
    boolean loading() {
        return loading;
    }

    void loading(boolean now) {
        loading = now;
    }

    @Override
    public Registration onStop(Runnable action) {
        return stops.add(action);
    }

    @Override
    public Registration onRequestEnd(Runnable action) {
        Enders list = enders;
        if (list == null) {
            list = new Enders();
            enders = list;
        }
        return list.add(action);
    }

    /** Whether {@link #endRequest} has something to do. */
    boolean awaitsEnd() {
        return enders != null;
    }

    /** The request has ended. */
    void endRequest() {
        Enders list = enders;
        if (list != null) {
            list.run(log());
            enders = null;
        }
    }

    @Override
    public Varargs callProtected(LuaValue function, Varargs arguments) {
        return Protection.call(lua, function, arguments, null);
    }

    @Override
    public void safepoint() {
        attention.check();
    }

    @Override
    public void output(long bytes) {
        budget.output(bytes);
        attention.check();
    }

    @Override
    public void aboutToBlock() {
        attention.aboutToBlock();
    }

    @Override
    public System.Logger log() {
        System.Logger made = log;
        if (made == null) {
            made = ScriptLog.of(environment.path());
            log = made;
        }
        return made;
    }

    @Override
    public LuaTable globals() {
        return lua.globals();
    }

    @Override
    public Dialect dialect() {
        return environment.dialect();
    }
}
