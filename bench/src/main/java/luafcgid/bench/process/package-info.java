/** The processes that a comparison starts, measures and stops. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench.process;
