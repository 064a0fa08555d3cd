/** What the documentation shows, tried on the distribution. */
@org.jspecify.annotations.NullMarked
package luafcgid.test.docs;
