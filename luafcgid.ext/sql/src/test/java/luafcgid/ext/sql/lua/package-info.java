@org.jspecify.annotations.NullMarked
package luafcgid.ext.sql.lua;
