package luafcgid.lua.lib;

import java.io.IOException;
import java.io.OutputStream;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Basic functions that need to know their state. */
final class BaseFunctions {
    private final ScriptState state;

    BaseFunctions(ScriptState state) {
        this.state = state;
    }

    void into(LuaTable globals) {
        LibraryFunction.define(globals, "assert", this::check);
        LibraryFunction.define(globals, "error", this::error);
        LibraryFunction.define(globals, "pcall", this::pcall);
        LibraryFunction.define(globals, "print", this::print);
        LibraryFunction.define(globals, "xpcall", this::xpcall);
    }

    private Varargs check(Varargs arguments) {
        if (arguments.checkvalue(1).toboolean()) {
            return arguments;
        }
        LuaValue message = arguments.narg() < 2 ? LuaValue.valueOf("assertion failed!") : arguments.arg(2);
        throw state.raise(message.type() == LuaValue.TSTRING ? positioned(message, 1) : message);
    }

    private Varargs error(Varargs arguments) {
        LuaValue value = arguments.arg1();
        int level = arguments.optint(2, 1);
        boolean text = value.type() == LuaValue.TSTRING
                || (value.isnumber() && !state.lua().dialect().hasIntegers());
        throw state.raise(text && level > 0 ? positioned(value, level) : value);
    }

    private LuaValue positioned(LuaValue message, int level) {
        return state.lua().frames().positioned(message, level);
    }

    private Varargs pcall(Varargs arguments) {
        return state.callProtected(arguments.checkvalue(1), arguments.subargs(2), null);
    }

    private Varargs xpcall(Varargs arguments) {
        return state.callProtected(arguments.checkvalue(1), arguments.subargs(3), arguments.checkvalue(2));
    }

    private Varargs print(Varargs arguments) {
        OutputStream out = state.output();
        LuaValue convert = state.globals().get("tostring");
        try {
            for (int i = 1; i <= arguments.narg(); i++) {
                if (i > 1) {
                    out.write('\t');
                }
                LuaValue text = convert.call(arguments.arg(i));
                if (!text.isstring()) {
                    throw new LuaError("'tostring' must return a string to 'print'");
                }
                write(out, text.strvalue());
            }
            out.write('\n');
        } catch (IOException e) {
            throw new LuaError("print: " + e.getMessage());
        }
        return LuaValue.NONE;
    }

    static void write(OutputStream out, LuaString text) throws IOException {
        out.write(text.m_bytes, text.m_offset, text.m_length);
    }
}
