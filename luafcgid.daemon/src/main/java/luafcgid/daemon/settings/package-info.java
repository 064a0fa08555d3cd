/** Settings of the command line, which come before those of files. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.settings;
