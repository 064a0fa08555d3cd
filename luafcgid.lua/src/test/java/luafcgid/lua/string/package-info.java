@org.jspecify.annotations.NullMarked
package luafcgid.lua.string;
