package luafcgid.daemon.worker;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A function of the C library, where the JVM may call one: from JDK 22 on, started with {@code --enable-native-access}. By reflection,
 * since JDK 17 does not have these types.
 */
final class NativeFunction {
    private final MethodHandle handle;

    private NativeFunction(MethodHandle handle) {
        this.handle = handle;
    }

    /**
     * Links it.
     *
     * @param fixed parameters that the function declares; those after them are variable arguments
     * @param types those of its result and of its parameters: {@code int.class}, {@code long.class}, or {@code ByteBuffer.class} for an
     *              address
     * @return empty where this JVM cannot
     */
    static Optional<NativeFunction> link(String name, int fixed, Class<?>... types) {
        try {
            Object allowed = Module.class.getMethod("isNativeAccessEnabled").invoke(NativeFunction.class.getModule());
            return Boolean.TRUE.equals(allowed) ? linked(name, fixed, types) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Optional<NativeFunction> linked(String name, int fixed, Class<?>... types)
            throws ReflectiveOperationException {
        Class<?> linkerType = foreign("Linker");
        Class<?> optionType = foreign("Linker$Option");
        Class<?> layoutType = foreign("MemoryLayout");
        Object linker = linkerType.getMethod("nativeLinker").invoke(null);
        Object symbols = linkerType.getMethod("defaultLookup").invoke(linker);
        Optional<?> symbol = (Optional<?>)
                foreign("SymbolLookup").getMethod("find", String.class).invoke(symbols, name);
        if (symbol.isEmpty()) {
            return Optional.empty();
        }
        int count = types.length - 1;
        Object parameters = Array.newInstance(layoutType, count);
        for (int i = 0; i < count; i++) {
            Array.set(parameters, i, layout(types[i + 1]));
        }
        Object descriptor = foreign("FunctionDescriptor")
                .getMethod("of", layoutType, parameters.getClass())
                .invoke(null, layout(types[0]), parameters);
        Object options = Array.newInstance(optionType, fixed < count ? 1 : 0);
        if (fixed < count) {
            Object variable =
                    optionType.getMethod("firstVariadicArg", int.class).invoke(null, fixed);
            Array.set(options, 0, variable);
        }
        return Optional.of(new NativeFunction((MethodHandle) linkerType
                .getMethod(
                        "downcallHandle", foreign("MemorySegment"), foreign("FunctionDescriptor"), options.getClass())
                .invoke(linker, symbol.get(), descriptor, options)));
    }

    private static Object layout(Class<?> type) throws ReflectiveOperationException {
        String name = type == int.class ? "JAVA_INT" : type == long.class ? "JAVA_LONG" : "ADDRESS";
        return foreign("ValueLayout").getField(name).get(null);
    }

    private static Class<?> foreign(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }

    /**
     * Calls it.
     *
     * @param arguments one for each parameter: an Integer, a Long or a direct buffer, whose memory from its position on is given
     * @return its result, an integer
     */
    long call(Object... arguments) {
        Object[] natives = arguments.clone();
        try {
            for (int i = 0; i < natives.length; i++) {
                if (natives[i] instanceof ByteBuffer buffer) {
                    natives[i] = foreign("MemorySegment")
                            .getMethod("ofBuffer", Buffer.class)
                            .invoke(null, buffer);
                }
            }
            return ((Number) handle.invokeWithArguments(natives)).longValue();
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
