/** The modules of other libraries, thin over what {@code crypto} has. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.compat;
