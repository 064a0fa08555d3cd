package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Protection;
import luafcgid.lua.runtime.RaisedError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code error} and {@code pcall}. Few Java frames lie between them and Lua's: what an error costs is to look through those. */
final class ErrorFunctions {
    private ErrorFunctions() {}

    /** {@code error}. */
    static final class Raise extends Builtin.Two {
        private final LuaState state;
        private final Dialect dialect;

        Raise(LuaState state) {
            super("error");
            this.state = state;
            this.dialect = state.dialect();
        }

        @Override
        public LuaValue call(LuaValue given, LuaValue level) {
            LuaValue value = Arguments.isNone(given) ? NIL : given;
            int at = (int) Arguments.integer(dialect, 2, level, 1);
            boolean text = dialect.hasIntegers() ? value.type() == TSTRING : value.isstring();
            throw RaisedError.of(state, text && at > 0 ? state.frames().positioned(value, at) : value);
        }
    }

    /** {@code pcall}. */
    static final class ProtectedCall extends Builtin.Many {
        private final LuaState state;

        ProtectedCall(LuaState state) {
            super("pcall");
            this.state = state;
        }

        @Override
        public Varargs invoke(Varargs arguments) {
            LuaValue function = Arguments.any(1, Arguments.at(arguments, 1));
            return Protection.call(state, function, arguments.subargs(2), null);
        }
    }
}
