/** What the libraries of extensions cost, each beside what it is measured against. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench.library;
