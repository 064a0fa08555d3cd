package luafcgid.lua.reference;

import java.util.List;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.FunctionInfo;
import luafcgid.lua.runtime.Level;
import luafcgid.lua.runtime.Locator;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaValue;

/** Finds the functions that LuaJ's interpreter runs. Library functions are known only where they call back through {@code pcall}. */
public final class InterpretedFrames implements Locator {
    @Override
    public CallStack locate(LuaState state, int most) {
        Calls calls = (Calls) state.frames().trace();
        CallStack.Builder stack = new CallStack.Builder(state.dialect());
        List<Level> levels = stack.levels();
        for (int i = calls.height() - 1; i >= calls.base() && levels.size() < most; i--) {
            LuaClosure function = calls.function(i);
            stack.add(
                    function == null
                            ? Level.LIBRARY
                            : Level.of(
                                    Prototypes.info(function.p),
                                    Prototypes.site(function.p, calls.counter(i)),
                                    function));
        }
        if (levels.size() < most) {
            calls.interrupted().levels().forEach(stack::add);
        }
        return stack.build();
    }

    @Override
    public boolean findsLibraries() {
        return false;
    }

    @Override
    public @Nullable FunctionInfo info(LuaValue function) {
        return function instanceof LuaClosure closure ? Prototypes.info(closure.p) : null;
    }

    @Override
    public Trace newTrace() {
        return new Calls();
    }
}
