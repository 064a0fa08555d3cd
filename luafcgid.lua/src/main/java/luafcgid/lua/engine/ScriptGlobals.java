package luafcgid.lua.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
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

    /** Where all the ways lead in which extensions load Lua: in the state's dialect. What is given is read to its end, not closed. */
    @Override
    public LuaValue load(@Nullable InputStream source, String name, String mode, LuaValue environment) {
        if (source == null) {
            throw new LuaError("load " + name + ": nothing to load from");
        }
        try {
            return state.compile(source.readAllBytes(), name, environment);
        } catch (IOException e) {
            throw new LuaError("load " + name + ": " + e.getMessage());
        }
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword") // LuaJ's name.
    public Varargs yield(Varargs values) {
        return state.coroutines().suspend(values);
    }
}
