/** Records as values: their bytes and nothing else. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("3.1.0")
package luafcgid.protocol.codec;
