package luafcgid.lua.pool;

import java.util.Optional;
import java.util.Set;
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
    private final Set<Opened> opened = ConcurrentHashMap.newKeySet(1);
    private final long made = System.nanoTime();

    long uses;
    long returned = made;
    boolean leased = true;
    boolean retired;

    PooledState(Script script, Generation generation, PoolSettings settings, Services services) {
        this.script = script;
        this.generation = generation;
        this.services = services;
        this.state = new ScriptState(
                new Environment(
                        script.path(),
                        generation.source().version().realPath(),
                        settings.engine(),
                        generation.source().dialect(),
                        settings.files(),
                        settings.execute(),
                        generation.modules(),
                        services.extensions(),
                        (module, from) -> opened.add(new Opened(module, from))),
                services.guard());
    }

    /** A module, and the extension that it came from; none for a Lua file. */
    private record Opened(String module, Optional<Extension> from) {}

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
        for (Opened each : opened) {
            if (!each.from.equals(Optional.ofNullable(services.extensions().find(each.module)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the state has opened, or tried to, a module of the bundle. Any thread. */
    boolean holds(long bundle) {
        return opened.stream()
                .anyMatch(each ->
                        each.from.filter(e -> e.owner().bundle() == bundle).isPresent());
    }

    /** Whether the state has opened, or tried to, the extension's module. Any thread. */
    boolean holds(Extension extension, String module) {
        return opened.contains(new Opened(module, Optional.of(extension)));
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
