/** Scripts that try to take more than they may. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.hostile;
