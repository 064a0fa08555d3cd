/** A request and its response, between the web server and a script. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.exchange;
