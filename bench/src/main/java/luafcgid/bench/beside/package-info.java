/** What hello is measured beside: scripts that keep threads, peers that keep connections. */
@org.jspecify.annotations.NullMarked
package luafcgid.bench.beside;
