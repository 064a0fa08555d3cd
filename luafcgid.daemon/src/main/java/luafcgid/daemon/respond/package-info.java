/** From a request to a script and back, error pages included. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.respond;
