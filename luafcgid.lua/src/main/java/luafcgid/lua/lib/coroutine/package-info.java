@org.jspecify.annotations.NullMarked
package luafcgid.lua.lib.coroutine;
