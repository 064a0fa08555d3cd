/** What scripts see: one class for each library that a module stands in for. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.face;
