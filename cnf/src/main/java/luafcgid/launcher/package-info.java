/** Reads the command line, starts the framework in this process and talks to a daemon that runs. */
@org.jspecify.annotations.NullMarked
package luafcgid.launcher;
