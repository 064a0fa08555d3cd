package luafcgid.lua.lib.debug;

import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.FunctionInfo;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code debug.getlocal} and {@code debug.setlocal}. The variables of a function that runs are variables of the JVM, which nobody can look
 * at: there seem to be none.
 */
record LocalFunctions(ScriptState state, Subject subject) {
    void into(LuaTable table) {
        LibraryFunction.define(table, "getlocal", this::get);
        LibraryFunction.define(table, "setlocal", this::set);
    }

    private Varargs get(Varargs arguments) {
        int first = Subject.offset(arguments) + 1;
        LuaValue asked = Arguments.at(arguments, first);
        if (state.dialect() == Dialect.LUA_5_1) {
            checkLevel(arguments, first);
        }
        int index = subject.level(first + 1, Arguments.at(arguments, first + 1));
        if (state.dialect() != Dialect.LUA_5_1) {
            if (asked.isfunction()) {
                return parameter(asked, index);
            }
            checkLevel(arguments, first);
        }
        return LuaValue.NIL;
    }

    private LuaValue parameter(LuaValue function, int index) {
        FunctionInfo info = state.lua().frames().info(function);
        List<String> names = info == null ? List.of() : info.parameters();
        return index < 1 || index > names.size() ? LuaValue.NIL : LuaString.valueOf(names.get(index - 1));
    }

    private Varargs set(Varargs arguments) {
        int first = Subject.offset(arguments) + 1;
        if (state.dialect().hasIntegers()) {
            subject.level(first, Arguments.at(arguments, first));
            subject.level(first + 1, Arguments.at(arguments, first + 1));
        }
        checkLevel(arguments, first);
        Arguments.any(first + 2, Arguments.at(arguments, first + 2));
        subject.level(first + 1, Arguments.at(arguments, first + 1));
        return LuaValue.NIL;
    }

    private void checkLevel(Varargs arguments, int index) {
        int level = subject.level(index, Arguments.at(arguments, index));
        // 5.1 takes these for what a tail call has left.
        boolean lost = level < 0 && state.dialect() == Dialect.LUA_5_1;
        if (!lost && (level < 0 || subject.stack(arguments, level).level(level) == null)) {
            throw Arguments.wrong(index, "level out of range");
        }
    }
}
