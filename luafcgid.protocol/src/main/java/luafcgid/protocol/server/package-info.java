/** Listeners and connections: the server's side of FastCGI. */
@org.jspecify.annotations.NullMarked
package luafcgid.protocol.server;
