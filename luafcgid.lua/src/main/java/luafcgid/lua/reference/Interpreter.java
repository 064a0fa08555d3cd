package luafcgid.lua.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import luafcgid.lua.Dialect;
import luafcgid.lua.SourceText;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.runtime.Locator;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** LuaJ's compiler and interpreter as an engine. */
public final class Interpreter {
    private Interpreter() {}

    /** Compiles text. */
    @SuppressWarnings("UnusedVariable") // LuaJ's compiler knows one dialect.
    public static Code compile(byte[] source, String chunkName, Dialect dialect) {
        try {
            Prototype main = LuaC.instance.compile(new ByteArrayInputStream(source), chunkName);
            return new InterpretedCode(Prototypes.with(SourceText.of(source), main));
        } catch (LuaError e) {
            throw new LuaError(SyntaxMessages.reword(String.valueOf(e.getMessage())), 0);
        } catch (StackOverflowError e) {
            throw new LuaError(LuaNames.inMessages(chunkName, dialect) + ": chunk has too many syntax levels", 0);
        } catch (IOException | RuntimeException e) {
            throw new LuaError(LuaNames.inMessages(chunkName, dialect) + ": cannot be compiled: " + e, 0);
        }
    }

    /** Loads what {@code string.dump} made. */
    public static Code undump(byte[] chunk, String chunkName) {
        try {
            return new InterpretedCode(LoadState.instance.undump(new ByteArrayInputStream(chunk), chunkName));
        } catch (IOException | RuntimeException e) {
            throw new LuaError(LuaNames.shortName(chunkName) + ": bad binary chunk", 0);
        }
    }

    public static Locator newLocator() {
        return new InterpretedFrames();
    }

    /** Has the interpreter look after requests to stop, and tell what it executes. */
    public static void prepare(LuaState state) {
        state.globals().debuglib = new Tracer(state);
        state.globals().compiler = LuaC.instance;
        state.globals().loader = LuaC.instance;
    }
}
