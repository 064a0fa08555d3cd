/** Our classes of values, which have the names of LuaJ's. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.values;
