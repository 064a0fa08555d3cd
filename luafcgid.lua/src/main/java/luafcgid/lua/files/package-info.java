@org.jspecify.annotations.NullMarked
package luafcgid.lua.files;
