/** Lua that runs when the daemon starts, at each sweep and when it stops, beside all requests. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.hooks;
