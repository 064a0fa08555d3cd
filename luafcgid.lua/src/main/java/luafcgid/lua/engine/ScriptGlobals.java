package luafcgid.lua.engine;

import java.io.InputStream;
import java.io.PrintStream;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Varargs;

/** A state's global variables, and what LuaJ's own classes look for beside them. */
final class ScriptGlobals extends Globals {
    /** Whoever prints to it prints for the state that its thread runs. */
    private static final PrintStream OUTPUT = new PrintStream(new CurrentOutput(), true);

    private final Dialect dialect;

    ScriptGlobals(Dialect dialect) {
        this.dialect = dialect;
        STDIN = InputStream.nullInputStream();
        STDOUT = OUTPUT;
        STDERR = OUTPUT;
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword") // LuaJ's name.
    public Varargs yield(Varargs values) {
        Strand strand = strand();
        if (strand == null) {
            throw new LuaError(
                    dialect == Dialect.LUA_5_1
                            ? "attempt to yield across metamethod/C-call boundary"
                            : "attempt to yield from outside a coroutine");
        }
        return strand.suspend(values);
    }

    /** A method of its own: a coroutine that waits in a frame that refers to it would never be found abandoned. */
    private @Nullable Strand strand() {
        return running instanceof Coroutine coroutine ? coroutine.strand() : null;
    }
}
