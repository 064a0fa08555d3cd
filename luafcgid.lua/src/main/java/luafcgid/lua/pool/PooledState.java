package luafcgid.lua.pool;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.engine.Environment;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.lib.Libraries;

/** A state and what the pool knows of it. The lock of the {@link Shelf} guards the fields that are not final. */
final class PooledState {
    private final Script script;
    private final Generation generation;
    private final ScriptState state;
    private final Services services;
    private final Map<String, Optional<Extension>> opened = new ConcurrentHashMap<>(1);
    private final long made = System.nanoTime();

    long uses;
    long returned = made;
    boolean leased = true;
    boolean retired;

    PooledState(Script script, Generation generation, PoolSettings settings, Services services) {
        this.script = script;
        this.generation = generation;
        this.services = services;
        this.state = new ScriptState(new Environment(
                script.path(),
                generation.source().version().realPath(),
                settings.files(),
                settings.execute(),
                generation.modules(),
                services.extensions(),
                opened::put));
    }

    Script script() {
        return script;
    }

    Generation generation() {
        return generation;
    }

    ScriptState state() {
        return state;
    }

    long made() {
        return made;
    }

    /** Whether a module that the state has opened would come from elsewhere now: another extension, or one instead of a file. Any thread. */
    boolean isOutdated() {
        for (Map.Entry<String, Optional<Extension>> entry : opened.entrySet()) {
            if (!entry.getValue()
                    .equals(Optional.ofNullable(services.extensions().find(entry.getKey())))) {
                return true;
            }
        }
        return false;
    }

    /** Gives the state its libraries. Extensions may run. */
    void installLibraries() {
        ScriptState before = CurrentState.enter(state);
        try {
            Libraries.install(state);
        } finally {
            CurrentState.enter(before);
        }
    }
}
