package luafcgid.daemon.worker;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the system give a thread less of the processors than others. Linux keeps a niceness for each thread; Java can set it where it may
 * call native functions, from JDK 22 on. Never undone: the system lets only privileged processes do that.
 */
final class Niceness {
    /** What the system takes for the least important. */
    static final int MOST = 19;

    private static final int PRIO_PROCESS = 0;
    /** Linux takes it for the calling thread. */
    private static final int CALLER = 0;

    private Niceness() {}

    /** Found out when it is needed first: it takes the JVM some milliseconds. */
    private static final class SetPriority {
        static final @Nullable MethodHandle FUNCTION =
                System.getProperty("os.name").equals("Linux") ? find() : null;

        private SetPriority() {}

        private static @Nullable MethodHandle find() {
            try {
                Object allowed = Module.class.getMethod("isNativeAccessEnabled").invoke(Niceness.class.getModule());
                return Boolean.TRUE.equals(allowed) ? link() : null;
            } catch (ReflectiveOperationException | LinkageError e) {
                return null;
            }
        }

        /** By reflection: these types are not in JDK 17. */
        private static @Nullable MethodHandle link() throws ReflectiveOperationException {
            Class<?> linkerType = foreign("Linker");
            Class<?> layout = foreign("MemoryLayout");
            Object linker = linkerType.getMethod("nativeLinker").invoke(null);
            Object symbols = linkerType.getMethod("defaultLookup").invoke(linker);
            Optional<?> symbol = (Optional<?>)
                    foreign("SymbolLookup").getMethod("find", String.class).invoke(symbols, "setpriority");
            if (symbol.isEmpty()) {
                return null;
            }
            Object number = foreign("ValueLayout").getField("JAVA_INT").get(null);
            Object parameters = Array.newInstance(layout, 3);
            for (int i = 0; i < 3; i++) {
                Array.set(parameters, i, number);
            }
            Object descriptor = foreign("FunctionDescriptor")
                    .getMethod("of", layout, parameters.getClass())
                    .invoke(null, number, parameters);
            Object options = Array.newInstance(foreign("Linker$Option"), 0);
            return (MethodHandle) linkerType
                    .getMethod(
                            "downcallHandle",
                            foreign("MemorySegment"),
                            foreign("FunctionDescriptor"),
                            options.getClass())
                    .invoke(linker, symbol.get(), descriptor, options);
        }

        private static Class<?> foreign(String name) throws ClassNotFoundException {
            return Class.forName("java.lang.foreign." + name);
        }
    }

    /**
     * Sets the calling platform thread's niceness.
     *
     * @param nice 1 to {@link #MOST}
     * @return false where this JVM or system cannot, or does not allow it
     */
    static boolean set(int nice) {
        MethodHandle function = SetPriority.FUNCTION;
        if (function == null) {
            return false;
        }
        try {
            return (int) function.invokeExact(PRIO_PROCESS, CALLER, nice) == 0;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
