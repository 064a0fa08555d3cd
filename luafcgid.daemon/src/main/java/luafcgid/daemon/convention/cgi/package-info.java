/** Scripts that print their whole answer, headers included, whenever their body runs. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention.cgi;
