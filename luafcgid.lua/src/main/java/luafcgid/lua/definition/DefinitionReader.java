package luafcgid.lua.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.files.Sandbox;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.pool.Capacity;
import luafcgid.lua.pool.Changes;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;

/**
 * Executes a Lua file in a state of its own, where it can neither touch files nor start programs nor go on for long, and tells which
 * global variables it has assigned. Takes the file and the version of Lua that it is written in, as in {@code 5.1}; answers with the
 * line of the last assignment and the value of each name, by that line.
 *
 * <p>All types are the JDK's, for who loads this class by its name from a program without Lua. A value is a {@code Boolean}, a {@code
 * Long}, a {@code Double}, a {@code String}, a {@code Map} for a table, or an {@code Optional} that holds the name of any other type.
 * What is wrong with the file is told by an {@code IllegalArgumentException}.
 */
public final class DefinitionReader implements BiFunction<Path, String, Map<String, Map.Entry<Integer, Object>>> {
    /** What follows from the settings of a computer is there at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long ALLOCATION = 256L << 20;
    private static final int STRING = 16 << 20;

    @Override
    public Map<String, Map.Entry<Integer, Object>> apply(Path file, String version) {
        Path real = file.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNull(real.getParent());
        String name = String.valueOf(real.getFileName());
        FilePolicy nothing = new FilePolicy(FilePolicy.Access.NONE, List.of(folder), List.of());
        PoolSettings settings = new PoolSettings(
                nothing,
                false,
                Sandbox.NONE,
                Engine.DEFAULT,
                Dialect.of(version).orElseThrow(),
                List.of(name),
                Capacity.DEFAULT,
                Changes.DEFAULT);
        Recording recording = new Recording();
        try (ScriptPool pool = new ScriptPool(settings, new ExtensionRegistry(), new Guard(limits()))) {
            pool.claim(real, recording, System.nanoTime() + PATIENCE.toNanos()).close();
            return recording.definitions();
        } catch (ScriptException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                PATIENCE,
                ALLOCATION,
                usual.heap(),
                STRING,
                usual.effort(),
                usual.coroutines(),
                usual.files(),
                usual.output(),
                usual.retained(),
                usual.grace(),
                usual.abandoned());
    }
}
