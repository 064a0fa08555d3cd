package luafcgid.lua.codegen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.runtime.Cell;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.syntax.Chunk;
import luafcgid.lua.syntax.Local;
import luafcgid.lua.syntax.Parser;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/** A chunk as classes of the JVM. */
public final class CompiledCode implements Code {
    private static final MethodType CREATE = MethodType.methodType(void.class, LuaState.class, LuaValue.class);

    private final MethodHandle create;
    private final @Nullable MethodHandle setEnvironment;
    private final boolean environmentInCell;

    private CompiledCode(MethodHandle create, @Nullable MethodHandle setEnvironment, boolean environmentInCell) {
        this.create = create;
        this.setEnvironment = setEnvironment;
        this.environmentInCell = environmentInCell;
    }

    /**
     * Compiles text.
     *
     * @throws LuaError when it is not a chunk of the dialect
     */
    public static CompiledCode of(byte[] source, String chunkName, Dialect dialect) {
        return of(Parser.parse(source, chunkName, dialect), source);
    }

    /**
     * Compiles the contents of a file, whose first line may be one for the shell.
     *
     * @throws LuaError when it is not a chunk of the dialect
     */
    public static CompiledCode ofFile(byte[] file, String chunkName, Dialect dialect) {
        return of(Parser.parseFile(file, chunkName, dialect), file);
    }

    /**
     * Compiles the text of the chunk of a function that {@link CompiledClasses#dump} was given.
     *
     * @throws LuaError when it is none, or of another dialect
     */
    public static Code ofBinary(byte[] binary, String chunkName, Dialect dialect) {
        String shownName = LuaNames.ofBinary(chunkName);
        BinaryChunk dumped = BinaryChunk.read(binary, shownName, dialect);
        Chunk chunk = Parser.parseFile(dumped.source(), dumped.chunkName(), dialect);
        if (dumped.function() == 0) {
            return of(chunk, dumped.source());
        }
        try {
            ScriptLoader loader = new ChunkGenerator(chunk, dumped.source()).generate();
            return new InnerFunction(loader.functionClass(dumped.function()));
        } catch (ClassNotFoundException e) {
            throw BinaryChunk.truncated(dialect, shownName);
        }
    }

    private static CompiledCode of(Chunk chunk, byte[] source) {
        try {
            Class<?> main = new ChunkGenerator(chunk, source).generate().mainClass();
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle create = lookup.findConstructor(main, CREATE)
                    .asType(MethodType.methodType(Closure.class, LuaState.class, LuaValue.class));
            Local environment = chunk.environment();
            if (environment == null || !chunk.main().upvalues().contains(environment)) {
                return new CompiledCode(create, null, false);
            }
            boolean cell = Variables.isCell(environment, chunk.reflective());
            Class<?> type = cell ? Cell.class : LuaValue.class;
            MethodHandle setter = lookup.findSetter(main, Variables.upvalue(chunk.main(), environment), type)
                    .asType(MethodType.methodType(void.class, Closure.class, type));
            return new CompiledCode(create, setter, cell);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the classes of " + chunk.name() + " cannot be loaded", e);
        } catch (StackOverflowError e) {
            throw new LuaError(LuaNames.shortName(chunk.name()) + ": chunk has too many syntax levels");
        } catch (ClassTooLargeException | MethodTooLargeException e) {
            throw new LuaError(LuaNames.shortName(chunk.name()) + ": function is too large");
        }
    }

    @Override
    public LuaFunction instantiate(LuaState state, LuaValue environment) {
        try {
            Closure main = (Closure) create.invokeExact(state, environment);
            if (setEnvironment != null) {
                if (environmentInCell) {
                    setEnvironment.invokeExact(main, new Cell(environment));
                } else {
                    setEnvironment.invokeExact(main, environment);
                }
            }
            return main;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a constructor without checked exceptions threw " + e, e);
        }
    }
}
