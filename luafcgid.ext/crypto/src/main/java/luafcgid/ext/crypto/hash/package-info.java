/** Digests, codes and random numbers, as bytes: nothing here knows a state. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.hash;
