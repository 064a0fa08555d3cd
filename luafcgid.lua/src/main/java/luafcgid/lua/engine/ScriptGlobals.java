package luafcgid.lua.engine;

import java.io.InputStream;
import java.io.PrintStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.Varargs;

/** A state's global variables, and what LuaJ's own classes look for beside them. */
final class ScriptGlobals extends Globals {
    /** Whoever prints to it prints for the state that its thread runs. */
    private static final PrintStream OUTPUT = new PrintStream(new CurrentOutput(), true);

    private final ScriptState state;

    ScriptGlobals(ScriptState state) {
        this.state = state;
        STDIN = InputStream.nullInputStream();
        STDOUT = OUTPUT;
        STDERR = OUTPUT;
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword") // LuaJ's name.
    public Varargs yield(Varargs values) {
        return state.coroutines().suspend(values);
    }
}
