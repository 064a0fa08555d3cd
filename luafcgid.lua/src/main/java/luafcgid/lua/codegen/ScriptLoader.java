package luafcgid.lua.codegen;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.CompiledClasses;
import luafcgid.lua.runtime.FunctionInfo;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Holds the classes of one chunk: one for each function. Gone when the chunk's last function is. Any thread. */
public final class ScriptLoader extends ClassLoader implements CompiledClasses {
    private final Map<String, GeneratedClass> classes;
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

    private final String prefix;
    private final String chunkName;
    private final Dialect dialect;
    private final byte[] source;

    /**
     * Begins without any class loaded.
     *
     * @param prefix what the numbers of the functions follow in the names of their classes
     * @param source the chunk's text
     */
    ScriptLoader(Map<String, GeneratedClass> classes, String prefix, String chunkName, Dialect dialect, byte[] source) {
        super(ScriptLoader.class.getClassLoader());
        this.prefix = prefix;
        this.chunkName = chunkName;
        this.dialect = dialect;
        this.source = source;
        this.classes = Map.copyOf(classes);
        classes.forEach((name, generated) -> bytes.put(name, generated.bytes()));
    }

    /** The constants of a class, for its initialiser. */
    public static LuaValue[] constants(Class<?> generated) {
        return of(generated).constants();
    }

    /** The function that a class was generated for, for its initialiser. */
    public static FunctionInfo info(Class<?> generated) {
        return of(generated).info();
    }

    @Override
    public @Nullable FunctionInfo functionOf(Class<?> generated) {
        GeneratedClass known = classes.get(generated.getName());
        return known == null ? null : known.info();
    }

    /** The class of the chunk itself. */
    Class<?> mainClass() throws ClassNotFoundException {
        return functionClass(0);
    }

    /** The class of the function with that number. */
    Class<?> functionClass(int number) throws ClassNotFoundException {
        return loadClass(prefix + number);
    }

    @Override
    public byte[] dump(Class<?> generated) {
        int number = Integer.parseInt(generated.getName().substring(prefix.length()));
        return new BinaryChunk(dialect, source, chunkName, number).bytes();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = bytes.remove(name);
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    private static GeneratedClass of(Class<?> generated) {
        if (generated.getClassLoader() instanceof ScriptLoader loader) {
            GeneratedClass known = loader.classes.get(generated.getName());
            if (known != null) {
                return known;
            }
        }
        throw new IllegalArgumentException(generated.getName() + " was not generated from a chunk");
    }
}
