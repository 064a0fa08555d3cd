/** Finds out by running a script what it is written for. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention.auto;
