/** Benchmarks of parts, under JMH. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench.micro;
