/**
 * Where sessions of the convention luafcgid2 live. A bundle that registers a {@link luafcgid.daemon.session.SessionStore} with a higher
 * service ranking than the store in memory replaces it.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package luafcgid.daemon.session;
