/** Which thread runs a request. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.worker;
