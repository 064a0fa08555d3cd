package luafcgid.lua.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import luafcgid.lua.Extensions;
import luafcgid.lua.Lease;
import luafcgid.lua.LogText;
import luafcgid.lua.Profile;
import luafcgid.lua.Resident;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.StatePool;
import luafcgid.lua.code.CodeCache;
import luafcgid.lua.engine.CoroutineKind;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.pool.retirement.Reason;
import org.jspecify.annotations.Nullable;

/** The pool. Needs no framework: {@code new ScriptPool(PoolSettings.of(folder), new ExtensionRegistry())}. */
public final class ScriptPool implements StatePool, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");

    /** How long a script's body may run when no request waits for it. */
    private static final long SWEEP_LIMIT = TimeUnit.SECONDS.toNanos(60);

    private final ConcurrentMap<Script.Key, Script> scripts = new ConcurrentHashMap<>();
    private final Guard guard;
    private final Homes homes = new Homes();
    private final CodeCache code = new CodeCache();
    private final PoolExtensions extensions;
    private final Shelf shelf;
    private final Watchdog watchdog;
    private final StateFactory factory;
    private final Loader loader;
    private final Consumer<PooledState> giveBack = this::giveBack;
    private volatile PoolSettings settings;

    /** One with the usual limits for what scripts use. */
    public ScriptPool(PoolSettings settings, ExtensionRegistry extensions) {
        this(settings, extensions, new Guard(Limits.DEFAULT));
    }

    public ScriptPool(PoolSettings settings, ExtensionRegistry extensions, Guard guard) {
        this.guard = guard;
        this.settings = settings;
        this.code.checksums(settings.changes().checksum());
        this.shelf = new Shelf(settings.capacity());
        this.watchdog = new Watchdog(guard, shelf::abandon);
        this.extensions = new PoolExtensions(extensions, watchdog);
        this.factory = new StateFactory(new Services(code, extensions, guard), watchdog, this.extensions::closed);
        this.loader = new Loader(shelf, factory);
        extensions.onChange(() -> factory.close(shelf.retire(Reason.CHANGED, PooledState::isOutdated)));
    }

    /** Other settings; states are kept where what they were given still holds. */
    public void settings(PoolSettings next) {
        PoolSettings before = settings;
        settings = next;
        code.checksums(next.changes().checksum());
        homes.clear();
        factory.close(shelf.capacity(next.capacity()));
        if (!before.makesTheSameStatesAs(next)) {
            flush(path -> true);
        }
    }

    /** Other limits for what scripts use, at once. */
    public void limits(Limits next) {
        guard.limits(next);
    }

    @Override
    public Lease claim(Path path, Profile profile, long deadline, Runnable onAbandoned) throws ScriptException {
        Asker asker = new Asker(deadline, onAbandoned);
        Script.Key key = new Script.Key(profile.isShared() ? homes.of(path, profile.name(), settings) : path, profile);
        Script script = scripts.get(key);
        if (script == null) {
            script = scripts.computeIfAbsent(key, Script::new);
        } else if (script.current != null && System.nanoTime() - script.checkAt >= 0) {
            check(script, asker);
        }
        PooledState idle = shelf.takeIdle(script);
        return new StateLease(watchdog, giveBack, idle == null ? take(script, asker) : idle, asker);
    }

    private PooledState take(Script script, Asker asker) throws ScriptException {
        while (true) {
            Generation generation = script.current;
            if (generation == null) {
                PooledState loaded = load(script, asker);
                if (loaded != null) {
                    return loaded;
                }
                continue;
            }
            Grant grant = shelf.take(script, asker.deadline());
            if (grant.victim() != null) {
                factory.close(grant.victim());
            }
            Place place = grant.place();
            if (place == null) {
                return Objects.requireNonNull(grant.state());
            }
            PooledState clone = cloneOf(place, generation, asker);
            if (clone != null) {
                return clone;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable PooledState load(Script script, Asker asker) throws ScriptException {
        try {
            PooledState state = loader.load(script, settings, asker);
            Script listed = scripts.putIfAbsent(script.key(), script);
            if (listed != null && listed != script) {
                // Another request has listed the path anew meanwhile: this one's states are not kept.
                shelf.swap(script, null);
            }
            return state;
        } catch (ScriptException e) {
            forgetUnlessUsed(script);
            throw e;
        }
    }

    private @Nullable PooledState cloneOf(Place place, Generation generation, Asker asker) throws ScriptException {
        PooledState clone = null;
        try {
            clone = factory.make(place, generation, settings, asker);
        } finally {
            if (clone == null) {
                shelf.cancel(place);
            }
        }
        if (shelf.admit(clone)) {
            return clone;
        }
        factory.close(clone);
        return null;
    }

    private void check(Script script, Asker asker) throws ScriptException {
        try {
            loader.check(script, settings, settings.changes().check().isZero(), asker);
        } catch (ScriptException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.FORBIDDEN) {
                remove(script);
            }
            throw e;
        }
    }

    private int remove(Script script) {
        List<PooledState> old = shelf.swap(script, null);
        scripts.remove(script.key(), script);
        factory.close(old);
        return old.size();
    }

    /** Keeps the map from growing with paths that are no scripts. */
    private void forgetUnlessUsed(Script script) {
        if (script.current == null && script.preparation.get() == null) {
            scripts.remove(script.key(), script);
        }
    }

    @Override
    public Resident reside(Path folder, Profile profile, long deadline) throws ScriptException {
        PoolSettings now = settings;
        Script script = new Script(new Script.Key(folder.resolve(profile.name()), profile));
        Generation generation = factory.read(script, now);
        PooledState state = factory.make(new Place(script, false), generation, now, Asker.until(deadline));
        return new ResidentState(state, watchdog, factory, () -> !now.makesTheSameStatesAs(settings));
    }

    private void giveBack(PooledState state) {
        state.state().end();
        if (shelf.giveBack(
                state, state.state().damaged() ? Reason.UNFIT : state.isOutdated() ? Reason.CHANGED : null)) {
            factory.close(state);
        }
    }

    @Override
    public int sweep() {
        int closed = 0;
        for (Script script : scripts.values()) {
            int before = shelf.script(script, each -> each.states);
            try {
                if (script.current != null
                        && loader.check(script, settings, true, Asker.until(System.nanoTime() + SWEEP_LIMIT))
                                == Loader.Verdict.REPLACED) {
                    closed += before;
                }
            } catch (ScriptException e) {
                if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.FORBIDDEN) {
                    closed += remove(script);
                }
            }
        }
        long now = System.nanoTime();
        List<PooledState> unused = shelf.sweep(now);
        factory.close(unused);
        closed += weigh();
        scripts.values().forEach(script -> forgetUnused(script, now));
        code.trim();
        return closed + unused.size();
    }

    /** Closes idle states that keep more than they may; returns how many. */
    private int weigh() {
        long most = guard.limits().retained();
        int closed = 0;
        for (PooledState state : most == 0 ? List.<PooledState>of() : shelf.used()) {
            if (shelf.borrow(state)) {
                long kept = state.state().retained(most);
                boolean outgrown = kept > most;
                if (outgrown) {
                    guard.outgrew();
                    LOG.log(
                            System.Logger.Level.WARNING,
                            LogText.escape(state.script().path().toString())
                                    + ": a state is closed, since it keeps " + kept
                                    + " bytes at least, more than the limit retained=" + most + " allows");
                }
                if (shelf.putBack(state, outgrown ? Reason.OUTGROWN : null)) {
                    factory.close(state);
                    closed++;
                }
            }
        }
        return closed;
    }

    private void forgetUnused(Script script, long now) {
        boolean unused = shelf.script(script, each -> each.states) == 0 && script.preparation.get() == null;
        if (unused && now - script.checkAt > settings.capacity().idle().toNanos()) {
            remove(script);
        }
    }

    @Override
    public int flush(Predicate<Path> filter) {
        return flushScripts(script -> filter.test(script.path()), script -> code.forget(script.path()));
    }

    @Override
    public int retire(Profile profile) {
        return flushScripts(script -> script.profile().family().equals(profile.family()), script -> {});
    }

    private int flushScripts(Predicate<Script> filter, Consumer<Script> first) {
        int flushed = 0;
        for (Script script : scripts.values()) {
            if (filter.test(script)) {
                flushed += shelf.script(script, each -> each.states);
                first.accept(script);
                factory.close(shelf.swap(script, null));
            }
        }
        return flushed;
    }

    @Override
    public List<ScriptInfo> scripts() {
        return scripts.values().stream()
                .filter(script -> script.current != null)
                .map(script -> shelf.script(script, ScriptPool::info))
                .toList();
    }

    private static ScriptInfo info(Script script) {
        Generation generation = script.current;
        FailedGeneration failed = script.failed;
        return new ScriptInfo(
                script.path(),
                script.profile().name(),
                generation == null
                        ? 0
                        : TimeUnit.NANOSECONDS.toMillis(
                                generation.source().version().modified()),
                script.hits,
                script.states,
                failed == null ? "" : Objects.toString(failed.reason().getMessage(), ""));
    }

    /** The extensions, and which of the pool's states use them. */
    public Extensions extensions() {
        return extensions;
    }

    @Override
    public List<StateInfo> states() {
        long now = System.nanoTime();
        return shelf.states(state -> new StateInfo(
                state.state().id(),
                state.script().path(),
                state.script().profile().name(),
                state.leased,
                state.uses,
                Duration.ofNanos(now - state.made()),
                state.leased ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - state.returned))));
    }

    @Override
    public Use use() {
        return new Use(
                CoroutineKind.best().text(),
                guard.stops(),
                guard.abandonedNow(),
                guard.abandonedEver(),
                guard.outgrown());
    }

    @Override
    public void check(Path path) throws ScriptException {
        ScriptFiles.check(path, settings);
        factory.read(new Script(new Script.Key(path, Profile.PLAIN)), settings)
                .source()
                .check();
    }

    /** Closes idle states now and leased ones when they are given back. */
    @Override
    public void close() {
        factory.close(shelf.close());
        watchdog.close();
    }
}
