/** The module {@code zlib}. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.zlib;
