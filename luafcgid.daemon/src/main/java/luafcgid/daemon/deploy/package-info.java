/** What is dropped into {@code ext/} is installed, updated and removed here, so that no request meets a gap. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.deploy;
