/** Lua files that define something by their global variables, as old configuration files do, read without serving anybody. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.definition;
