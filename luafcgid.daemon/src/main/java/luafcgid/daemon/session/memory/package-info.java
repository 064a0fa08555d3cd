/** The store of sessions that is there where no other is. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.session.memory;
