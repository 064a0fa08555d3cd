/** Netty's transports and what every front shares: event loops, and a body that crosses from I/O threads to workers. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("4.0.0")
package luafcgid.protocol.transport;
