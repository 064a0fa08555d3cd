/** The store in the daemon's own memory. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.shared.memory;
