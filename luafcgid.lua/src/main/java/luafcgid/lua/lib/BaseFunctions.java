package luafcgid.lua.lib;

import java.io.IOException;
import java.io.OutputStream;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.lib.base.ToText;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code assert}, {@code xpcall} and {@code print}. */
final class BaseFunctions {
    private final ScriptState state;
    private final Dialect dialect;

    BaseFunctions(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    void into(LuaTable globals) {
        LibraryFunction.define(globals, "assert", this::check);
        LibraryFunction.define(globals, "print", this::print);
        LibraryFunction.define(globals, "xpcall", this::xpcall);
    }

    private Varargs check(Varargs arguments) {
        if (arguments.arg1().toboolean()) {
            return arguments;
        }
        if (dialect != Dialect.LUA_5_2) {
            Arguments.any(1, Arguments.at(arguments, 1));
        }
        LuaValue message = Arguments.at(arguments, 2);
        if (Arguments.isNone(message) || (message.isnil() && !dialect.hasIntegers())) {
            message = LuaValue.valueOf("assertion failed!");
        } else if (!dialect.hasIntegers()) {
            message = Arguments.string(2, message);
        }
        throw state.raise(message.type() == LuaValue.TSTRING ? positioned(message, 1) : message);
    }

    private LuaValue positioned(LuaValue message, int level) {
        return state.lua().frames().positioned(message, level);
    }

    private Varargs xpcall(Varargs arguments) {
        LuaValue handler = Arguments.at(arguments, 2);
        if (dialect.hasIntegers()) {
            Arguments.function(2, handler);
        } else {
            Arguments.any(2, handler);
        }
        Varargs given = dialect == Dialect.LUA_5_1 ? LuaValue.NONE : arguments.subargs(3);
        return state.callProtected(arguments.arg1(), given, handler);
    }

    private Varargs print(Varargs arguments) {
        OutputStream out = state.output();
        LuaValue convert = dialect.isAtLeast(Dialect.LUA_5_4)
                ? new ToText(state.lua())
                : state.threadGlobals().current().get("tostring");
        try {
            for (int i = 1; i <= arguments.narg(); i++) {
                if (i > 1) {
                    out.write('\t');
                }
                LuaValue text = convert.call(arguments.arg(i));
                if (!text.isstring()) {
                    throw new LuaError("'tostring' must return a string to 'print'");
                }
                write(out, printed(text.strvalue()));
            }
            out.write('\n');
        } catch (IOException e) {
            throw new LuaError("print: " + e.getMessage());
        }
        return LuaValue.NONE;
    }

    /** In 5.1 a string ends at its first zero, as C's {@code fputs} has it. */
    private LuaString printed(LuaString text) {
        int zero = dialect == Dialect.LUA_5_1 ? text.indexOf((byte) 0, 0) : -1;
        return zero < 0 ? text : text.substring(0, zero);
    }

    static void write(OutputStream out, LuaString text) throws IOException {
        out.write(text.m_bytes, text.m_offset, text.m_length);
    }
}
