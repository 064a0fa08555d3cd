package luafcgid.lua.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.files.Sandbox;

/**
 * How the pool behaves.
 *
 * @param files    where scripts are, and what they may touch
 * @param execute  whether scripts may start programs
 * @param sandbox  scripts that may touch less
 * @param engine   what compiles and executes Lua
 * @param dialect  of scripts that do not choose one themselves
 * @param suffixes what scripts' names end with
 * @param capacity how many states there are
 * @param changes  how changed files are taken
 */
public record PoolSettings(
        FilePolicy files,
        boolean execute,
        Sandbox sandbox,
        Engine engine,
        Dialect dialect,
        List<String> suffixes,
        Capacity capacity,
        Changes changes) {
    public PoolSettings {
        suffixes = List.copyOf(suffixes);
    }

    /** The defaults, for scripts below {@code roots}. */
    public static PoolSettings of(Path... roots) {
        return new PoolSettings(
                new FilePolicy(FilePolicy.Access.OPEN, List.of(roots), List.of()),
                false,
                Sandbox.NONE,
                Engine.DEFAULT,
                Dialect.LUA_5_1,
                List.of(".lua"),
                Capacity.DEFAULT,
                Changes.DEFAULT);
    }

    /** Whether a state that was made by these settings may serve under {@code other}. */
    boolean makesTheSameStatesAs(PoolSettings other) {
        return files.equals(other.files)
                && execute == other.execute
                && sandbox.equals(other.sandbox)
                && engine == other.engine
                && dialect == other.dialect
                && changes.checksum() == other.changes.checksum();
    }

    public PoolSettings withFiles(FilePolicy other) {
        return new PoolSettings(other, execute, sandbox, engine, dialect, suffixes, capacity, changes);
    }

    public PoolSettings withExecute(boolean allowed) {
        return new PoolSettings(files, allowed, sandbox, engine, dialect, suffixes, capacity, changes);
    }

    public PoolSettings withSandbox(Sandbox other) {
        return new PoolSettings(files, execute, other, engine, dialect, suffixes, capacity, changes);
    }

    public PoolSettings withEngine(Engine other) {
        return new PoolSettings(files, execute, sandbox, other, dialect, suffixes, capacity, changes);
    }

    public PoolSettings withDialect(Dialect other) {
        return new PoolSettings(files, execute, sandbox, engine, other, suffixes, capacity, changes);
    }

    public PoolSettings withCapacity(Capacity other) {
        return new PoolSettings(files, execute, sandbox, engine, dialect, suffixes, other, changes);
    }

    /** Other limits for the number of states. */
    public PoolSettings withLimits(int states, int clones, long maxCount) {
        return withCapacity(new Capacity(
                capacity.policy(), states, clones, capacity.initial(), maxCount, capacity.idle(), capacity.halfLife()));
    }

    /** Another way to treat changes. */
    public PoolSettings withCheck(Duration check, Duration settle, boolean failFast) {
        return withChanges(new Changes(check, settle, failFast, changes.checksum()));
    }

    /** As {@link #withCheck}. */
    public PoolSettings withChanges(Changes other) {
        return new PoolSettings(files, execute, sandbox, engine, dialect, suffixes, capacity, other);
    }
}
