package luafcgid.lua.engine;

import java.io.InputStream;
import java.io.PrintStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;

/** A state's global variables, and what LuaJ's own classes look for beside them. */
final class ScriptGlobals extends Globals {
    /** Whoever prints to it prints for the state that its thread runs. */
    private static final PrintStream OUTPUT = new PrintStream(new CurrentOutput(), true);

    ScriptGlobals(Safepoints safepoints) {
        debuglib = safepoints;
        compiler = LuaC.instance;
        loader = LuaC.instance;
        STDIN = InputStream.nullInputStream();
        STDOUT = OUTPUT;
        STDERR = OUTPUT;
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword") // LuaJ's name.
    public Varargs yield(Varargs values) {
        LuaThread current = running;
        if (current instanceof Coroutine coroutine) {
            return coroutine.suspend(values);
        }
        throw new LuaError("attempt to yield from outside a coroutine");
    }
}
