package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import luafcgid.lua.Dialect;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.code.Modules;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.pool.retirement.Reason;
import org.luaj.vm2.LuaError;

/** Makes states and closes them. */
final class StateFactory {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");

    private final Services services;
    private final Watchdog watchdog;
    private final Runnable closed;

    /**
     * Makes a factory.
     *
     * @param closed called after a state was closed
     */
    StateFactory(Services services, Watchdog watchdog, Runnable closed) {
        this.services = services;
        this.watchdog = watchdog;
        this.closed = closed;
    }

    /** Reads the script as it is now. */
    Generation read(Script script, PoolSettings settings) throws ScriptException {
        Dialect dialect = script.profile().dialect().orElse(settings.dialect());
        try {
            if (script.profile().isShared()) {
                Path home = Objects.requireNonNull(script.path().getParent()).toRealPath();
                SourceFile none = SourceFile.none(script.path(), home, dialect);
                return new Generation(none, new Modules(services.code(), settings.engine(), dialect));
            }
            SourceFile source = services.code().loadScript(script.path(), settings.engine(), dialect);
            return new Generation(source, new Modules(services.code(), settings.engine(), source.dialect()));
        } catch (IOException e) {
            throw new ScriptException(
                    Kind.NOT_FOUND, LogText.escape(script.path().toString()) + ": cannot be read: " + e.getMessage());
        }
    }

    /** Makes a state, and runs the script's body in it unless that is left to others; stopped like a request when it takes too long. */
    PooledState make(Place place, Generation generation, PoolSettings settings, Asker asker) throws ScriptException {
        PooledState state = new PooledState(place, generation, settings, services);
        watchdog.watch(state);
        boolean loaded = false;
        long lease = state.state().begin(asker.deadline());
        state.state().onAbandoned(lease, asker.onAbandoned());
        watchdog.wake();
        // The body may take long, and the clock cannot ask a request to give way that has no lease yet.
        state.state().context().aboutToBlock();
        try {
            state.installLibraries();
            // Says what is wrong with it, also where its body does not run now.
            if (!place.script().profile().isShared()) {
                generation.source().check();
            }
            place.script().profile().prepare(state.state());
            loaded = true;
            return state;
        } catch (LuaError e) {
            throw new ScriptException(Kind.LOAD, Objects.toString(e.getMessage(), ""));
        } finally {
            state.state().end();
            if (!loaded) {
                close(state);
            }
        }
    }

    void close(PooledState state) {
        Reason why = state.retired;
        if (why != null) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "state {0} of {1} is closed: {2}",
                    state.state().id(),
                    state.script().path(),
                    why.text());
        }
        state.state().close();
        watchdog.forget(state);
        closed.run();
    }

    void close(List<PooledState> states) {
        states.forEach(this::close);
    }
}
