/** What the configuration files of luafcgid and luafcgid2, which are Lua, say in the words of this one. */
@org.jspecify.annotations.NullMarked
package luafcgid.launcher.migration;
