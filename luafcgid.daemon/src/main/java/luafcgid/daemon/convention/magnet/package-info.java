/** Scripts of lighttpd's FastCGI wrapper "magnet": many in one state, each run whole for each request. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention.magnet;
