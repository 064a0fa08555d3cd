/** What a script may assume, as an interface: further conventions are services of other bundles. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("3.0.0")
package luafcgid.daemon;
