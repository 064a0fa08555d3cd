/** Entries of scripts in the daemon's log: the modules {@code log} and {@code logging}. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.log;
