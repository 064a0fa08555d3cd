package luafcgid.lua.runtime;

import java.util.List;
import java.util.Map;
import luafcgid.lua.Dialect;
import luafcgid.lua.SourceText;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Goes once through what happens when errors are raised and caught. A class whose initialiser meets a full stack is lost for as long as
 * the JVM runs: all that an overflow needs has to be there before the first one.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** To be called before the first script runs, where the stack is not deep. */
    public static void run() {
        for (Dialect dialect : Dialect.values()) {
            LuaState state = new LuaState(dialect, new Globals(), () -> {});
            Protection.call(state, new Failing(state, 0), LuaValue.NONE, null);
            Protection.call(state, new Failing(state, 0), LuaValue.NONE, new Failing(state, 0));
            Protection.call(state, new Failing(state, 1), LuaValue.NONE, null);
            Protection.call(state, new Failing(state, 2), LuaValue.NONE, null);
            CallStack stack = stack(dialect);
            stack.traceback();
            state.frames().text(stack, 0);
            state.frames().traceback(0);
        }
    }

    private static CallStack stack(Dialect dialect) {
        FunctionInfo function = new FunctionInfo(
                "=rehearsal", SourceText.NONE, 1, 2, List.of(), false, List.of(), -1, false, List.of(1), Map.of());
        Site site = new Site(1, Operation.CALL, List.of(new Site.Name("local", "f")));
        return CallStack.of(List.of(Level.LIBRARY, Level.of(function, site, null)), dialect);
    }

    /** Fails in one of the ways there are. */
    private static final class Failing extends LuaFunction {
        private final LuaState state;
        private final int way;

        Failing(LuaState state, int way) {
            this.state = state;
            this.way = way;
        }

        @Override
        public LuaValue call(LuaValue value) {
            return value;
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            switch (way) {
                case 0 -> throw Errors.arithmetic(state, LuaValue.NIL, LuaValue.NIL);
                case 1 -> throw new LuaError("bad argument #1: rehearsed");
                default -> throw overflow();
            }
        }

        /** With a trace that was asked for: the JDK's own classes have initialisers, too. */
        private static StackOverflowError overflow() {
            StackOverflowError error = new StackOverflowError();
            error.setStackTrace(error.getStackTrace());
            return error;
        }
    }
}
