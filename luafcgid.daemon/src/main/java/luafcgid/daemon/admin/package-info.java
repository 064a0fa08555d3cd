/** How the daemon is administered: its socket, its commands, and the word that it is ready. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.admin;
