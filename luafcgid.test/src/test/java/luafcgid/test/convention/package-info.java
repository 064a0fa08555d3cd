/** What scripts of each convention answer, byte for byte. */
@org.jspecify.annotations.NullMarked
package luafcgid.test.convention;
