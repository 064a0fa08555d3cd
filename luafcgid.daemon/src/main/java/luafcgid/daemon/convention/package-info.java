/** Which convention a script is written for; those that come with the daemon, in packages of their own. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention;
