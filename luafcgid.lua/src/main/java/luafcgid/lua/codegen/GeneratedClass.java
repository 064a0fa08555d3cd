package luafcgid.lua.codegen;

import luafcgid.lua.runtime.FunctionInfo;
import org.luaj.vm2.LuaValue;

/** The class of a function, before it is loaded, and what its initialiser asks for. */
final class GeneratedClass {
    private final String name;
    private final byte[] bytes;
    private final LuaValue[] constants;
    private final FunctionInfo info;

    GeneratedClass(String name, byte[] bytes, LuaValue[] constants, FunctionInfo info) {
        this.name = name;
        this.bytes = bytes;
        this.constants = constants;
        this.info = info;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    LuaValue[] constants() {
        return constants;
    }

    FunctionInfo info() {
        return info;
    }
}
