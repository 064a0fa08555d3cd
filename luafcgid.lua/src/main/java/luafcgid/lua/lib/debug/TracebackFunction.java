package luafcgid.lua.lib.debug;

import luafcgid.lua.Dialect;
import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Frames;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code debug.traceback}. */
record TracebackFunction(ScriptState state, Subject subject) {
    Varargs traceback(Varargs arguments) {
        int offset = Subject.offset(arguments);
        LuaValue message = Arguments.at(arguments, offset + 1);
        boolean none = state.dialect() == Dialect.LUA_5_1 ? Arguments.isNone(message) : message.isnil();
        if (!none && !message.isstring()) {
            return message;
        }
        Coroutine other = subject.other(arguments);
        int level = level(offset + 2, arguments.arg(offset + 2), other == null ? 1 : 0);
        Frames frames = state.lua().frames();
        String trace = other == null ? frames.traceback(level) : frames.text(other.stack(), level);
        return none
                ? LuaString.valueOf(trace)
                : message.strvalue().concat(LuaString.valueOf(between(arguments, offset + 2) + "\n" + trace));
    }

    /** 5.1 shows a level that is no number behind the message. */
    private String between(Varargs arguments, int index) {
        LuaValue level = arguments.arg(index);
        if (state.dialect() != Dialect.LUA_5_1 || arguments.narg() < index || level.isnumber()) {
            return "";
        }
        if (!level.isstring()) {
            throw new LuaError("attempt to concatenate a " + level.typename() + " value");
        }
        return level.tojstring();
    }

    private int level(int index, LuaValue argument, int otherwise) {
        boolean missing = state.dialect() == Dialect.LUA_5_1 ? !argument.isnumber() : argument.isnil();
        return missing ? otherwise : subject.level(index, argument);
    }
}
