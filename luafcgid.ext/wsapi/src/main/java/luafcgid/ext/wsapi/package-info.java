/** Applications that are written for WSAPI of the Kepler project, and what is built on it, as Orbit is. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.wsapi;
