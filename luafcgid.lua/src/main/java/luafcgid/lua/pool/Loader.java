package luafcgid.lua.pool;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.code.FileVersion;
import luafcgid.lua.pool.retirement.Reason;
import org.jspecify.annotations.Nullable;

/** Loads scripts and replaces them when their files change: the new version is made first, then swapped in. */
final class Loader {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");
    /** A script that does not load may lack something else than its files: a database, a module. */
    private static final long RETRY = TimeUnit.SECONDS.toNanos(2);
    /** How often the patient wait for files to settle before they take them as they are. */
    private static final int SETTLE_ATTEMPTS = 20;

    /** A copy over a network truncates its target and may take a second to bring the first bytes: an empty script settles slowly. */
    private static final int EMPTY_FACTOR = 20;

    private final Shelf shelf;
    private final StateFactory factory;

    Loader(Shelf shelf, StateFactory factory) {
        this.shelf = shelf;
        this.factory = factory;
    }

    /**
     * Loads a script of which there is no version; one thread does, the others wait for it.
     *
     * @return a state leased to the caller; null when another thread has loaded the script
     */
    @Nullable
    PooledState load(Script script, PoolSettings settings, Asker asker) throws ScriptException {
        Preparation mine = new Preparation();
        Preparation other = script.preparation.compareAndExchange(null, mine);
        if (other != null) {
            other.await(script, asker.deadline());
            return null;
        }
        ScriptException failure = null;
        PooledState state;
        try {
            if (script.current != null) {
                return null;
            }
            giveWay();
            script.check(settings);
            Generation generation = factory.read(script, settings);
            Grant grant = shelf.take(script, asker.deadline());
            state = make(script, generation, grant, settings, asker);
        } catch (ScriptException e) {
            failure = e;
            throw e;
        } finally {
            script.preparation.set(null);
            mine.finish(failure);
        }
        fill(script, settings, asker);
        return state;
    }

    /** Makes the other states that a script has from the start; they are idle then. Who waits for one need not wait for all. */
    private void fill(Script script, PoolSettings settings, Asker asker) {
        Generation generation = script.current;
        int initial = settings.capacity().initial();
        Place place = generation != null && initial > 1 ? shelf.reserveInitial(script, initial) : null;
        while (generation != null && place != null) {
            PooledState state = null;
            try {
                state = factory.make(place, generation, settings, asker);
            } catch (ScriptException | RuntimeException e) {
                // One of them serves, and tells what is wrong when it is asked.
                LOG.log(System.Logger.Level.DEBUG, "{0}: no further state: {1}", script.path(), e);
                return;
            } finally {
                if (state == null) {
                    shelf.cancel(place);
                }
            }
            if (!shelf.admitIdle(state)) {
                factory.close(state);
                return;
            }
            place = shelf.reserveInitial(script, initial);
        }
    }

    private PooledState make(Script script, Generation generation, Grant grant, PoolSettings settings, Asker asker)
            throws ScriptException {
        if (grant.victim() != null) {
            factory.close(grant.victim());
        }
        Place place = grant.place();
        if (place == null) {
            return Objects.requireNonNull(grant.state());
        }
        PooledState state;
        boolean made = false;
        try {
            state = factory.make(place, generation, settings, asker);
            made = true;
        } finally {
            if (!made) {
                shelf.cancel(place);
            }
        }
        script.failed = null;
        script.checkAt = System.nanoTime() + settings.changes().check().toNanos();
        factory.close(shelf.swap(script, generation));
        if (!shelf.admit(state)) {
            factory.close(state);
            throw new ScriptException(Kind.BUSY, script.path() + ": was flushed while it was loaded");
        }
        return state;
    }

    /** What a look at a script's files has shown. */
    enum Verdict {
        /** The version that serves is the newest that can. */
        CURRENT,
        /** There is a newer version, now in use. */
        REPLACED,
        /** Another thread looks at it, or the files are being written: later. */
        LATER
    }

    /**
     * Looks at the files of a loaded script, and replaces it when they have changed.
     *
     * @param patient whether to wait for files that are being written, and for another thread that loads them
     * @throws ScriptException when the script has gone, may no longer be run or, where that is wanted, does not load
     */
    Verdict check(Script script, PoolSettings settings, boolean patient, Asker asker) throws ScriptException {
        boolean first = script.checking.compareAndSet(false, true);
        if (!first && !patient) {
            return Verdict.LATER;
        }
        try {
            for (int attempt = 1; ; attempt++) {
                long wait = look(script, settings);
                if (wait == NO_CHANGE) {
                    script.checkAt =
                            System.nanoTime() + settings.changes().check().toNanos();
                    return Verdict.CURRENT;
                }
                if (wait <= 0 || attempt > SETTLE_ATTEMPTS) {
                    return replace(script, settings, patient, asker);
                }
                if (!patient) {
                    script.checkAt = System.nanoTime() + wait;
                    return Verdict.LATER;
                }
                sleep(wait);
            }
        } finally {
            if (first) {
                script.checking.set(false);
            }
        }
    }

    private static final long NO_CHANGE = Long.MAX_VALUE;

    /** How long until a change may be taken, nanoseconds. */
    private static long look(Script script, PoolSettings settings) throws ScriptException {
        try {
            script.check(settings);
            Generation generation = script.current;
            long changed = generation == null ? Generation.UNCHANGED : generation.changedAt();
            if (changed == Generation.GONE) {
                return missing(script, settings);
            }
            script.missingSince = 0;
            if (changed == Generation.UNCHANGED) {
                script.failed = null;
                return NO_CHANGE;
            }
            long settle = settings.changes().settle().toNanos();
            if (generation != null && generation.isEmptied()) {
                settle *= EMPTY_FACTOR;
            }
            long age = FileVersion.now() - changed;
            return age < 0 ? 0 : settle - age;
        } catch (ScriptException e) {
            long wait = e.kind() == Kind.NOT_FOUND ? missing(script, settings) : 0;
            if (wait > 0) {
                return wait;
            }
            throw e;
        } catch (IOException e) {
            // It went after it had been seen.
            return settings.changes().settle().toNanos();
        }
    }

    /** How long until a missing file is taken for deleted. */
    private static long missing(Script script, PoolSettings settings) {
        long now = System.nanoTime();
        if (script.missingSince == 0) {
            script.missingSince = now == 0 ? 1 : now;
        }
        return settings.changes().settle().toNanos() - (now - script.missingSince);
    }

    private Verdict replace(Script script, PoolSettings settings, boolean patient, Asker asker) throws ScriptException {
        Preparation mine = new Preparation();
        Preparation other = script.preparation.compareAndExchange(null, mine);
        if (other != null) {
            if (patient) {
                other.await(script, asker.deadline());
            }
            return Verdict.LATER;
        }
        ScriptException failure = null;
        try {
            return prepare(script, settings, asker);
        } catch (ScriptException e) {
            failure = e;
            throw e;
        } finally {
            script.preparation.set(null);
            mine.finish(failure);
        }
    }

    private Verdict prepare(Script script, PoolSettings settings, Asker asker) throws ScriptException {
        giveWay();
        Generation next = factory.read(script, settings);
        FailedGeneration failed = script.failed;
        if (failed != null && isStillBroken(failed)) {
            return keepOld(script, failed, settings);
        }
        Place place = shelf.reserveExtra(script);
        PooledState state;
        try {
            state = factory.make(place, next, settings, asker);
        } catch (ScriptException e) {
            shelf.cancel(place);
            FailedGeneration now = new FailedGeneration(next, e, System.nanoTime() + RETRY);
            boolean known = failed != null && Objects.equals(failed.reason().getMessage(), e.getMessage());
            script.failed = now;
            if (!known) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: changed, but does not load: {1}",
                        LogText.escape(script.path().toString()),
                        LogText.escape(String.valueOf(e.getMessage())));
            }
            return keepOld(script, now, settings);
        }
        script.failed = null;
        script.checkAt = System.nanoTime() + settings.changes().check().toNanos();
        List<PooledState> old = shelf.swap(script, next);
        if (!shelf.admit(state) || shelf.giveBack(state, state.isOutdated() ? Reason.CHANGED : null)) {
            factory.close(state);
        }
        factory.close(old);
        fill(script, settings, asker);
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: changed, loaded anew",
                LogText.escape(script.path().toString()));
        return Verdict.REPLACED;
    }

    private static boolean isStillBroken(FailedGeneration failed) {
        try {
            return failed.isStillBroken();
        } catch (IOException e) {
            return false;
        }
    }

    private static Verdict keepOld(Script script, FailedGeneration failed, PoolSettings settings)
            throws ScriptException {
        script.checkAt = System.nanoTime() + settings.changes().check().toNanos();
        if (settings.changes().failFast()) {
            throw failed.reason();
        }
        return Verdict.CURRENT;
    }

    /** Reading and compiling take milliseconds: a request that began on the thread of others' I/O leaves it for that. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
        Thread.yield();
    }

    private static void sleep(long nanos) throws ScriptException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException(Kind.BUSY, "interrupted while a changed file settles");
        }
    }
}
