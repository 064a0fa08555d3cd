/** Random programs, which must do in our engine what they do in C Lua. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.generator;
