package luafcgid.lua.lib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code load} and its kin. */
final class LoadFunctions {
    private final ScriptState state;

    LoadFunctions(ScriptState state) {
        this.state = state;
    }

    void into(LuaTable globals) {
        LibraryFunction.define(globals, "load", this::load);
        LibraryFunction.define(globals, "loadstring", this::loadString);
        LibraryFunction.define(globals, "loadfile", this::loadFile);
        LibraryFunction.define(globals, "dofile", this::doFile);
    }

    private Varargs load(Varargs arguments) {
        LuaValue chunk = arguments.arg1();
        if (!chunk.isstring() && !chunk.isfunction()) {
            throw new LuaError("bad argument #1: function expected, got " + chunk.typename());
        }
        LuaString text = chunk.isstring() ? chunk.strvalue() : read(chunk);
        String name = arguments.optjstring(2, chunk.isstring() ? text.tojstring() : "=(load)");
        LuaValue environment = arguments.narg() >= 4 ? arguments.arg(4) : state.globals();
        return load(text, name, arguments.optjstring(3, "bt"), environment);
    }

    private Varargs loadString(Varargs arguments) {
        LuaString text = arguments.checkstring(1);
        return load(text, arguments.optjstring(2, text.tojstring()), "bt", state.globals());
    }

    private Varargs load(LuaString text, String name, String mode, LuaValue environment) {
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        boolean binary = Engine.isBinary(bytes);
        String kind = binary ? "binary" : "text";
        if (mode.indexOf(kind.charAt(0)) < 0) {
            return failed("attempt to load a " + kind + " chunk (mode is '" + mode + "')");
        }
        try {
            Engine engine = state.environment().engine();
            Code code = binary ? engine.undump(bytes, name) : engine.compile(bytes, name, state.dialect());
            return code.instantiate(state.lua(), environment);
        } catch (LuaError e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private LuaString read(LuaValue reader) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (LuaValue part = reader.call(); !part.isnil(); part = reader.call()) {
            if (!part.isstring()) {
                throw new LuaError("reader function must return a string");
            }
            LuaString piece = part.strvalue();
            if (piece.m_length == 0) {
                break;
            }
            text.write(piece.m_bytes, piece.m_offset, piece.m_length);
            state.checkStop();
        }
        return LuaString.valueOf(text.toByteArray());
    }

    private Varargs loadFile(Varargs arguments) {
        LuaValue environment = arguments.narg() >= 3 ? arguments.arg(3) : state.globals();
        try {
            return file(arguments.checkjstring(1), environment);
        } catch (LuaError e) {
            return LuaValue.varargsOf(LuaValue.NIL, e.getMessageObject());
        }
    }

    private Varargs doFile(Varargs arguments) {
        return file(arguments.checkjstring(1), state.globals()).invoke();
    }

    private LuaValue file(String name, LuaValue environment) {
        Path file = state.context().resolve(name, FileMode.LOAD);
        try {
            return state.loadFile(file).code().instantiate(state.lua(), environment);
        } catch (NoSuchFileException e) {
            throw new LuaError("cannot open " + name + ": No such file or directory");
        } catch (IOException e) {
            throw new LuaError("cannot read " + name + ": " + e.getMessage());
        }
    }

    private static Varargs failed(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(message));
    }
}
