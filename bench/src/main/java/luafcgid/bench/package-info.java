/** Compares the daemon with a yardstick, in turns, and writes down how it went. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench;
