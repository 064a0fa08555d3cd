package luafcgid.lua.codegen;

import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Cell;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.string.format.DirectConversion;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.objectweb.asm.Type;

/** Names of the classes that generated code knows. */
final class Types {
    static final String VALUE = Type.getInternalName(LuaValue.class);
    static final String VARARGS = Type.getInternalName(Varargs.class);
    static final String STRING = Type.getInternalName(LuaString.class);
    static final String TABLE = Type.getInternalName(LuaTable.class);
    static final String STATE = Type.getInternalName(LuaState.class);
    static final String CELL = Type.getInternalName(Cell.class);
    static final String CLOSURE = Type.getInternalName(Closure.class);
    static final String BUFFER = Type.getInternalName(TextBuffer.class);
    static final String CONVERSION = Type.getInternalName(DirectConversion.class);

    static final String VALUE_TYPE = of(VALUE);
    static final String VARARGS_TYPE = of(VARARGS);
    static final String STATE_TYPE = of(STATE);
    static final String CELL_TYPE = of(CELL);
    static final String TABLE_TYPE = of(TABLE);
    static final String STRING_TYPE = of(STRING);
    static final String BUFFER_TYPE = of(BUFFER);
    static final String CONVERSION_TYPE = of(CONVERSION);

    private Types() {}

    /** The name of a class of the runtime. */
    static String runtime(String simpleName) {
        return "luafcgid/lua/runtime/" + simpleName;
    }

    static String of(String internalName) {
        return "L" + internalName + ";";
    }

    /** The descriptor of a method of some values. */
    static String values(int count, String result) {
        return "(" + VALUE_TYPE.repeat(count) + ")" + result;
    }
}
