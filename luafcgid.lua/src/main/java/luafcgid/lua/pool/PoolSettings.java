package luafcgid.lua.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.FilePolicy;

/**
 * How the pool behaves.
 *
 * @param files    where scripts are, and what they may touch
 * @param engine   what compiles and executes Lua
 * @param dialect  of scripts that do not choose one themselves
 * @param suffixes what scripts' names end with
 * @param execute  whether scripts may start programs
 * @param states   most states in all; while a changed script is swapped in there may be one more
 * @param clones   most states of one script; 0 for as many as {@code states} allows
 * @param maxCount requests after which a state is closed; 0 for never
 * @param idle     how long a state may stay unused
 * @param halfLife how long it takes an unused state to lose half of what its uses count
 * @param check    how often a script's files are looked at; zero for every request
 * @param settle   how long a changed file has to stay as it is before it is taken
 * @param failFast whether a changed script that does not load is shown to be broken; else its old version goes on serving
 */
public record PoolSettings(
        FilePolicy files,
        Engine engine,
        Dialect dialect,
        List<String> suffixes,
        boolean execute,
        int states,
        int clones,
        long maxCount,
        Duration idle,
        Duration halfLife,
        Duration check,
        Duration settle,
        boolean failFast) {
    public PoolSettings {
        suffixes = List.copyOf(suffixes);
    }

    /** The defaults, for scripts below {@code roots}. */
    public static PoolSettings of(Path... roots) {
        return new PoolSettings(
                new FilePolicy(FilePolicy.Access.OPEN, List.of(roots), List.of()),
                Engine.DEFAULT,
                Dialect.LUA_5_1,
                List.of(".lua"),
                false,
                1024,
                0,
                0,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                false);
    }

    public PoolSettings withFiles(FilePolicy policy) {
        return new PoolSettings(
                policy, engine, dialect, suffixes, execute, states, clones, maxCount, idle, halfLife, check, settle,
                failFast);
    }

    public PoolSettings withExecute(boolean allowed) {
        return new PoolSettings(
                files, engine, dialect, suffixes, allowed, states, clones, maxCount, idle, halfLife, check, settle,
                failFast);
    }

    public PoolSettings withEngine(Engine other) {
        return new PoolSettings(
                files, other, dialect, suffixes, execute, states, clones, maxCount, idle, halfLife, check, settle,
                failFast);
    }

    public PoolSettings withDialect(Dialect other) {
        return new PoolSettings(
                files, engine, other, suffixes, execute, states, clones, maxCount, idle, halfLife, check, settle,
                failFast);
    }

    /** Other limits for the number of states. */
    public PoolSettings withLimits(int newStates, int newClones, long newMaxCount) {
        return new PoolSettings(
                files,
                engine,
                dialect,
                suffixes,
                execute,
                newStates,
                newClones,
                newMaxCount,
                idle,
                halfLife,
                check,
                settle,
                failFast);
    }

    /** Other times for unused states. */
    public PoolSettings withIdle(Duration newIdle, Duration newHalfLife) {
        return new PoolSettings(
                files,
                engine,
                dialect,
                suffixes,
                execute,
                states,
                clones,
                maxCount,
                newIdle,
                newHalfLife,
                check,
                settle,
                failFast);
    }

    /** Another way to treat changes. */
    public PoolSettings withCheck(Duration newCheck, Duration newSettle, boolean newFailFast) {
        return new PoolSettings(
                files,
                engine,
                dialect,
                suffixes,
                execute,
                states,
                clones,
                maxCount,
                idle,
                halfLife,
                newCheck,
                newSettle,
                newFailFast);
    }
}
