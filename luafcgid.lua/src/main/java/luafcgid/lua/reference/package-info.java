/** LuaJ's interpreter and compiler: the engine that the other one is compared with. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.reference;
