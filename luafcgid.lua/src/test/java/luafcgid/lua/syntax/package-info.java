@org.jspecify.annotations.NullMarked
package luafcgid.lua.syntax;
