package luafcgid.lua.lib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Engine;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Callback;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code load} and its kin. */
final class LoadFunctions {
    /** What a script reads, who has no terminal. */
    private static final LuaString NO_INPUT = LuaValue.EMPTYSTRING;

    private static final String STANDARD_INPUT = "=stdin";

    private final ScriptState state;
    private final Dialect dialect;

    LoadFunctions(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    void into(LuaTable globals) {
        LibraryFunction.define(globals, "load", this::load);
        if (dialect == Dialect.LUA_5_1) {
            LibraryFunction.define(globals, "loadstring", this::loadString);
        } else if (dialect == Dialect.LUA_5_2) {
            globals.rawset("loadstring", globals.rawget("load"));
        }
        LibraryFunction.define(globals, "loadfile", this::loadFile);
        LibraryFunction.define(globals, "dofile", this::doFile);
    }

    private Varargs load(Varargs arguments) {
        LuaValue chunk = Arguments.at(arguments, 1);
        boolean given = chunk.isstring() && dialect != Dialect.LUA_5_1;
        LuaString mode = text(arguments, 3, "bt");
        if (!given) {
            Arguments.function(1, chunk);
        }
        LuaString name = arguments.isnoneornil(2)
                ? given ? chunk.strvalue() : LuaString.valueOf("=(load)")
                : Arguments.string(2, arguments.arg(2));
        LuaValue environment = environment(arguments, 4);
        if (given) {
            return load(chunk.strvalue(), name.tojstring(), mode.tojstring(), environment);
        }
        Varargs read = state.callProtected(new LibraryFunction("load", ignored -> read(chunk)), LuaValue.NONE, null);
        return read.arg1().toboolean()
                ? load(read.arg(2).strvalue(), name.tojstring(), mode.tojstring(), environment)
                : LuaValue.varargsOf(LuaValue.NIL, read.arg(2));
    }

    private Varargs loadString(Varargs arguments) {
        LuaString text = Arguments.string(1, Arguments.at(arguments, 1));
        LuaString name = arguments.isnoneornil(2) ? text : Arguments.string(2, arguments.arg(2));
        return load(text, name.tojstring(), "bt", state.threadGlobals().current());
    }

    private static LuaString text(Varargs arguments, int index, String otherwise) {
        return arguments.isnoneornil(index)
                ? LuaString.valueOf(otherwise)
                : Arguments.string(index, arguments.arg(index));
    }

    /** A nil that is given is the environment. */
    private LuaValue environment(Varargs arguments, int index) {
        return dialect != Dialect.LUA_5_1 && arguments.narg() >= index
                ? arguments.arg(index)
                : state.threadGlobals().current();
    }

    private Varargs load(LuaString text, String name, String mode, LuaValue environment) {
        byte[] bytes = new byte[text.m_length];
        text.copyInto(0, bytes, 0, bytes.length);
        try {
            boolean binary = Engine.isBinary(bytes);
            checkMode(binary, mode);
            Engine engine = state.environment().engine();
            Code code = binary ? engine.undump(bytes, name, dialect) : engine.compile(bytes, name, dialect);
            return code.instantiate(state.lua(), environment);
        } catch (LuaError e) {
            return failed(LuaString.valueOf(String.valueOf(e.getMessage())));
        }
    }

    private void checkMode(boolean binary, String mode) {
        String kind = binary ? "binary" : "text";
        if (dialect != Dialect.LUA_5_1 && mode.indexOf(kind.charAt(0)) < 0) {
            throw new LuaError("attempt to load a " + kind + " chunk (mode is '" + mode + "')");
        }
    }

    private LuaString read(LuaValue reader) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (LuaValue part = next(reader); !part.isnil(); part = next(reader)) {
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
        return LuaString.valueUsing(text.toByteArray());
    }

    private LuaValue next(LuaValue reader) {
        return Callback.isUnnamed(reader)
                ? Callback.call(state.lua(), reader, LuaValue.NONE).arg1()
                : reader.call();
    }

    private Varargs loadFile(Varargs arguments) {
        LuaString name = text(arguments, 1, "");
        String mode =
                dialect == Dialect.LUA_5_1 ? "bt" : text(arguments, 2, "bt").tojstring();
        LuaValue environment = environment(arguments, 3);
        try {
            return arguments.isnoneornil(1)
                    ? load(NO_INPUT, STANDARD_INPUT, mode, environment)
                    : file(name.tojstring(), mode, environment);
        } catch (LuaError e) {
            return failed(e.getMessageObject());
        }
    }

    private Varargs doFile(Varargs arguments) {
        LuaString name = text(arguments, 1, "");
        if (arguments.isnoneornil(1)) {
            return LuaValue.NONE;
        }
        LuaValue chunk;
        try {
            chunk = file(name.tojstring(), "bt", state.threadGlobals().current());
        } catch (LuaError e) {
            // The message is final: it has no position of the caller.
            throw state.raise(e.getMessageObject());
        }
        return chunk.invoke();
    }

    private LuaValue file(String name, String mode, LuaValue environment) {
        Path file = locate(name);
        try {
            SourceFile source = state.files().file(file, name);
            checkMode(source.isBinary(), mode);
            return source.code().instantiate(state.lua(), environment);
        } catch (IOException e) {
            throw cannot(Files.isDirectory(file) ? "read" : "open", name, e);
        }
    }

    private Path locate(String name) {
        try {
            return state.context().locate(name, FileMode.LOAD).path();
        } catch (AccessDeniedException e) {
            throw cannot("open", name, e);
        }
    }

    private static LuaError cannot(String action, String name, IOException why) {
        return new LuaError("cannot " + action + " " + name + ": " + Errno.text(why));
    }

    private static Varargs failed(LuaValue message) {
        return LuaValue.varargsOf(LuaValue.NIL, message);
    }
}
