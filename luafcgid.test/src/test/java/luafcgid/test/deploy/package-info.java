/** What happens when something is dropped into {@code ext/} of a running daemon. */
@org.jspecify.annotations.NullMarked
package luafcgid.test.deploy;
