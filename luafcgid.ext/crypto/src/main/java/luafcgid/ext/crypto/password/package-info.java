/** Hashes of passwords, at bounded cost. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.password;
