/** What is done now and then, whether requests come or not. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.housekeeping;
