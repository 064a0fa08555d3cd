/** What operators type: {@code luafcgid:status} and its neighbours. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.command;
