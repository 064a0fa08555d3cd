package luafcgid.lua.codegen;

import luafcgid.lua.runtime.FunctionInfo;
import org.luaj.vm2.LuaValue;

/** The class of a function, before it is loaded, and what its initialiser asks for. */
record GeneratedClass(String name, byte[] bytes, LuaValue[] constants, FunctionInfo info) {}
