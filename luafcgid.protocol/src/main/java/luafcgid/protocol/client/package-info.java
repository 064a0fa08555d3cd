/** A FastCGI client: what a web server would be. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("3.0.0")
package luafcgid.protocol.client;
