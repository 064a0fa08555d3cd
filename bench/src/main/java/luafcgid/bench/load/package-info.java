/** A closed-loop FastCGI load generator: one thread, any number of connections, one request in flight on each. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench.load;
