/** A FastCGI client: what a web server would be, for several requests at once. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("3.1.0")
package luafcgid.protocol.client;
