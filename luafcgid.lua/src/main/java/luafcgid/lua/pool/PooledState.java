package luafcgid.lua.pool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.engine.Environment;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.lib.Libraries;
import luafcgid.lua.pool.retirement.Reason;
import luafcgid.lua.pool.retirement.Standing;
import org.jspecify.annotations.Nullable;

/** A state and what the pool knows of it. The lock of the {@link Shelf} guards the fields that are not final. */
final class PooledState {
    /** Since when {@link #returned} counts where it is compared. */
    static final long EPOCH = System.nanoTime();

    private final Place place;
    private final Generation generation;
    private final ScriptState state;
    private final Services services;
    private final Set<Opened> opened = ConcurrentHashMap.newKeySet(1);
    private final long made = System.nanoTime();

    long uses;
    /** How many of {@link #uses} there were when it was last looked how much it keeps. */
    long measured;

    long returned = made;
    boolean leased = true;
    /** Whether its place is another's already, since its thread was given up. */
    boolean abandoned;
    /** Why it has to go, once that is known. */
    @Nullable
    Reason retired;
    /** Its place in {@link Ranking}, while it is idle. */
    double rank;
    /** Its neighbours in {@link IdleStates}. */
    @Nullable
    PooledState before;

    @Nullable
    PooledState after;

    PooledState(Place place, Generation generation, PoolSettings settings, Services services) {
        this.place = place;
        this.generation = generation;
        this.services = services;
        Path path = place.script().path();
        Path real = generation.source().version().realPath();
        Permissions permissions = Permissions.of(settings, path, real);
        this.state = new ScriptState(
                new Environment(
                        path,
                        real,
                        settings.engine(),
                        generation.source().dialect(),
                        generation.source()::code,
                        new SharedScripts(
                                services.code(), settings, generation.source().dialect()),
                        permissions.files(),
                        permissions.execute(),
                        generation.modules(),
                        services.extensions(),
                        place.surplus(),
                        (module, from) -> opened.add(new Opened(module, from))),
                services.guard());
    }

    /** A module, and the extension that it came from; none for a Lua file. */
    private record Opened(String module, Optional<Extension> from) {}

    Place place() {
        return place;
    }

    Script script() {
        return place.script();
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

    Standing standing(long now) {
        return new Standing(uses, now - returned, place.surplus());
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
