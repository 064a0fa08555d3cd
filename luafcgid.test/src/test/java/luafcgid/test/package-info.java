/** Drives the assembled distribution as its users do: through web servers, HTTP and the command line. */
@org.jspecify.annotations.NullMarked
package luafcgid.test;
