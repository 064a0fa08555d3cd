package luafcgid.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A stack that was full, as Lua sees it: found in what Java noted of it, which is the innermost frames without what they did.
 *
 * @param message {@code file:line: stack overflow}
 * @param origin  the innermost functions
 */
public record Overflow(LuaValue message, CallStack origin) {
    /** What is left of a stack. Functions of another script than {@code called} are not among them. */
    public static Overflow of(LuaState state, StackOverflowError error, LuaValue called) {
        List<Level> levels = new ArrayList<>();
        if (called.getClass().getClassLoader() instanceof CompiledClasses classes) {
            for (StackTraceElement frame : error.getStackTrace()) {
                FunctionInfo function = function(classes, frame.getClassName());
                if (function != null && frame.getLineNumber() > 0) {
                    Site site = new Site(frame.getLineNumber(), Operation.OTHER, List.of());
                    levels.add(Level.of(function, site, null));
                }
            }
        }
        CallStack stack = CallStack.of(levels, state.dialect());
        return new Overflow(LuaString.valueOf(stack.position(0) + "stack overflow"), stack);
    }

    private static @Nullable FunctionInfo function(CompiledClasses classes, String className) {
        try {
            return classes.functionOf(Class.forName(className, false, (ClassLoader) classes));
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
