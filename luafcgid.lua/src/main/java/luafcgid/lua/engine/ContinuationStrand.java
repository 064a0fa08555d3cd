package luafcgid.lua.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * A coroutine as a continuation of the JVM's: what virtual threads are made of. Its frames lie on the stack of whoever resumes it and
 * move to the heap when it yields, so that one that nobody can reach is garbage.
 *
 * <p>JDK 21 and later have them, for themselves: the JVM has to be started with {@code --add-exports
 * java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
final class ContinuationStrand extends Strand {
    private static final int FIRST_JDK = 21;

    /** Static and final, so that the JIT compiler sees through them. Null where this JVM gives no continuations. */
    private static final @Nullable MethodHandle MAKE;

    private static final @Nullable MethodHandle RUN;
    private static final @Nullable MethodHandle YIELD;

    static {
        MethodHandle make = null;
        MethodHandle run = null;
        MethodHandle yield = null;
        try {
            if (Runtime.version().feature() >= FIRST_JDK) {
                // From the boot loader: a bundle's own does not know the package.
                Class<?> type = Class.forName("jdk.internal.vm.Continuation", true, null);
                Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope", true, null);
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Object scope = lookup.findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                        .invoke("luafcgid coroutine");
                make = lookup.findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class))
                        .bindTo(scope)
                        .asType(MethodType.methodType(Object.class, Runnable.class));
                yield = lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType))
                        .bindTo(scope);
                run = lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
            }
        } catch (Throwable e) {
            // Not exported, or another JVM than we know.
            run = null;
        }
        MAKE = make;
        RUN = run;
        YIELD = yield;
    }

    private final Object continuation;

    ContinuationStrand(LuaState state, LuaValue function) {
        super(state, function);
        continuation = make();
    }

    static boolean areUsable() {
        return RUN != null;
    }

    private Object make() {
        try {
            return (Object) given(MAKE).invokeExact((Runnable) this::body);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    void enter() {
        try {
            given(RUN).invokeExact(continuation);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    void leave() {
        try {
            boolean left = (boolean) given(YIELD).invokeExact();
            assert left;
        } catch (IllegalStateException e) {
            // A frame of native code lies between, or before JDK 24 a monitor is held.
            status(Status.RUNNING);
            throw new LuaError("attempt to yield across a C-call boundary", 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle given(@Nullable MethodHandle handle) {
        if (handle == null) {
            throw new IllegalStateException("this JVM gives no continuations");
        }
        return handle;
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
