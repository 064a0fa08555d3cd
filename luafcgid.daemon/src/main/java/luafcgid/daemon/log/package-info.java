/** The daemon's one log: java.util.logging, where System.Logger and the OSGi log arrive too. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.log;
