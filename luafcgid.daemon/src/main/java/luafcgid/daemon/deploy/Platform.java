package luafcgid.daemon.deploy;

import java.time.Duration;
import java.util.List;

/** What the deployer needs of the framework and of the pool. */
interface Platform {
    /** Installs a bundle without starting it. */
    Unit install(String location, Pack pack) throws DeployException;

    /** Has requests get the modules of the successor instead of the old one's from now on. */
    void replace(Unit old, Unit successor);

    /** Has the unit's modules count as gone, and waits until no state holds one; false when it took too long. */
    boolean retire(Unit unit, Duration wait) throws InterruptedException;

    /** An installed bundle. */
    interface Unit {
        /** The framework's number of it. */
        long id();

        /** What was installed; of a singleton with its contents, so that it can be brought back. */
        Pack pack();

        /** Whether it runs. */
        boolean isActive();

        /** Starts it where it does not run, and looks whether it does what it promises. */
        void start() throws DeployException;

        /** The names of its modules. */
        List<String> modules();

        /** Which of its modules others hide, in words. */
        List<String> hidden();

        /** Stops it and removes it. */
        void uninstall();
    }
}
