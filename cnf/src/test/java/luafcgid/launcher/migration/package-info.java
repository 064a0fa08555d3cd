@org.jspecify.annotations.NullMarked
package luafcgid.launcher.migration;
