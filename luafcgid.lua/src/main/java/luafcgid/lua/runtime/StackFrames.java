package luafcgid.lua.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/** Finds compiled functions, and library functions between them, on the Java stack: nothing has to be noted while they run. */
public final class StackFrames implements Locator {
    /** Frames that the JVM gives in one go: as many as lie on what mostly fails, since more cost more, and so does another go. */
    private static final int AT_ONCE = 10;

    /** Levels after which a walk looks whether the script is to stop: a walk over a full stack takes many milliseconds. */
    private static final int STEP = 1024;

    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), AT_ONCE);

    @Override
    public CallStack locate(LuaState state, int most) {
        return WALKER.walk(frames -> new Walk(state, most).over(frames));
    }

    @Override
    public boolean findsLibraries() {
        return true;
    }

    @Override
    public @Nullable FunctionInfo info(LuaValue function) {
        return function instanceof Closure closure ? closure.info() : null;
    }

    @Override
    public Trace newTrace() {
        return new ActiveFunctions();
    }

    private static final class Walk {
        private final LuaState state;
        private final int most;
        private final ActiveFunctions active;
        /** How many of the noted functions are not found yet. */
        private int noted;

        private final CallStack.Builder stack;
        private final List<Level> levels;
        /** The frame before, when it was one of a library function. */
        private @Nullable StackFrame library;
        /** Whether an error has left the functions from here to {@code pcall}: only their variables are still to be closed. */
        private boolean left;

        Walk(LuaState state, int most) {
            this.state = state;
            this.most = most;
            this.active = (ActiveFunctions) state.frames().trace();
            this.noted = active.height();
            this.stack = new CallStack.Builder(state.dialect());
            this.levels = stack.levels();
        }

        CallStack over(Stream<StackFrame> frames) {
            Iterator<StackFrame> all = frames.iterator();
            boolean more = true;
            // Who asks for few levels may be telling where the script was stopped.
            int next = most > STEP ? STEP : Integer.MAX_VALUE;
            while (more && levels.size() < most && all.hasNext()) {
                more = add(all.next());
                if (levels.size() >= next) {
                    next += STEP;
                    state.safepoint();
                }
            }
            return stack.build();
        }

        /** Returns whether the stack goes on. */
        private boolean add(StackFrame frame) {
            Class<?> type = frame.getDeclaringClass();
            if (LuaFunction.class.isAssignableFrom(type)) {
                if (type.getClassLoader() instanceof CompiledClasses classes) {
                    addCompiled(frame, classes.functionOf(type));
                } else if (isEntry(frame, type)) {
                    addLibrary(frame, type);
                    return true;
                }
            } else if (type == Handling.class) {
                state.frames().trace().interrupted().levels().forEach(stack::add);
                return false;
            } else if (type == Closing.class) {
                left |= frame.getMethodName().equals(Closing.AFTER_ERROR);
            } else if (type == Protection.class) {
                identify();
                left = false;
            } else if (type == Callback.class) {
                identify();
            } else if (StackBoundary.class.isAssignableFrom(type)) {
                identify();
                return false;
            }
            library = null;
            return true;
        }

        private void addCompiled(StackFrame frame, @Nullable FunctionInfo function) {
            Site site = function == null
                    ? null
                    : function.site(frame.getMethodName(), frame::getDescriptor, frame.getByteCodeIndex());
            if (function != null && site != null && site.operation() != Operation.CONTINUE) {
                LuaFunction closure = closure(function);
                if (!left) {
                    stack.add(Level.of(function, site, closure));
                }
            }
        }

        /** The closure that the frame is of, where it was noted. Both go from the innermost outwards. */
        private @Nullable LuaFunction closure(FunctionInfo function) {
            int index = noted == 0 || !function.noted() ? -1 : active.lastOf(function, noted);
            if (index < 0) {
                return null;
            }
            noted = index;
            return active.function(index);
        }

        /** A library function that was just added is one that was noted when it was called. */
        private void identify() {
            int index = library == null ? -1 : active.lastLibrary(noted);
            LuaFunction function = index < 0 ? null : active.function(index);
            if (function != null) {
                noted = index;
                if (!left) {
                    levels.set(levels.size() - 1, Level.library(function));
                }
            }
        }

        private static boolean isEntry(StackFrame frame, Class<?> type) {
            if (type == LibraryFunction.class) {
                // It has no other method, and to ask the JVM for the name takes long.
                return true;
            }
            String method = frame.getMethodName();
            return !Closure.class.isAssignableFrom(type) && (method.equals("call") || method.equals("invoke"));
        }

        /** One function calls another of its own methods at most: {@code call} may lead to {@code invoke}, and a class to its superclass. */
        private void addLibrary(StackFrame frame, Class<?> type) {
            StackFrame inner = library;
            library = frame;
            if (!left && (inner == null || !isSameCall(inner, frame, type))) {
                stack.add(Level.LIBRARY);
            }
        }

        private static boolean isSameCall(StackFrame inner, StackFrame outer, Class<?> type) {
            boolean repeated = inner.getDeclaringClass() == type
                    && inner.getMethodName().equals(outer.getMethodName())
                    && inner.getDescriptor().equals(outer.getDescriptor());
            return type.isAssignableFrom(inner.getDeclaringClass()) && !repeated;
        }
    }
}
