package luafcgid.lua;

import java.time.Duration;
import java.util.List;

/** The extensions as an operator and who deploys them see them. A service. Any thread. */
public interface Extensions {
    /** What extensions offer, by name; of equal names the one that serves first. */
    List<Module> modules();

    /**
     * Has the modules of a bundle count as gone: where another bundle offers one, that serves it from this instant on; states that opened
     * one are closed when their request ends. Waits until no state holds one.
     *
     * @param wait at most so long; with zero it only looks
     * @return whether no state holds a module of the bundle any longer
     */
    boolean retire(long bundle, Duration wait) throws InterruptedException;

    /**
     * As {@link #retire} without waiting, except that the successor takes the bundle's turn: what waited behind the bundle for a module's
     * name waits behind the successor.
     */
    void replace(long bundle, long successor);

    /** Takes {@link #retire} back, and forgets whom the bundle succeeded. Also for a bundle that is uninstalled: its memory goes. */
    void restore(long bundle);

    /** Why a module is not what a {@code require} gets, or that it is. */
    enum Status {
        /** A {@code require} gets it. */
        ACTIVE,
        /** Another one with its name comes first. */
        HIDDEN,
        /** It has gone, and requests that began with it go on. */
        RETIRING,
        /** It is not there since its bundle is faulty. */
        FAILED
    }

    /**
     * A module of an extension.
     *
     * @param name     as scripts {@code require} it
     * @param global   the global variable that holds it; empty for none
     * @param owner whose it is
     * @param status   what became of it
     * @param detail   the last error, or what hides it; empty for none
     * @param states   how many states have it open
     */
    record Module(String name, String global, Owner owner, Status status, String detail, int states) {}

    /**
     * A bundle that offers modules.
     *
     * @param bundle  the framework's number of it
     * @param name    its symbolic name
     * @param version its version
     */
    record Owner(long bundle, String name, String version) {
        /** Of an extension that came without a bundle, as in tests. */
        public static final Owner NONE = new Owner(-1, "", "");

        @Override
        public String toString() {
            return version.isEmpty() ? name : name + " " + version;
        }
    }
}
