@org.jspecify.annotations.NullMarked
package luafcgid.lua.codegen;
