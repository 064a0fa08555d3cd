@org.jspecify.annotations.NullMarked
package luafcgid.lua.pool.retirement;
