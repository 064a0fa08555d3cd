package luafcgid.lua.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Extensions;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.ext.ExtensionRegistry.Fault;

/** Joins the extensions and the states that use them. The lock is for waiting alone. */
final class PoolExtensions implements Extensions {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");

    /** A state may come to hold a module that has just gone, and be told of it when its request ends. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final ExtensionRegistry registry;
    private final Watchdog watchdog;
    private volatile int waiting;

    PoolExtensions(ExtensionRegistry registry, Watchdog watchdog) {
        this.registry = registry;
        this.watchdog = watchdog;
    }

    @Override
    public List<Module> modules() {
        List<Module> modules = new ArrayList<>();
        for (Extension extension : registry.all()) {
            extension.modules().forEach(name -> modules.add(module(extension, name)));
        }
        for (Fault fault : registry.faults()) {
            modules.add(new Module(fault.module(), "", fault.owner(), Status.FAILED, fault.reason(), 0));
        }
        modules.sort((a, b) -> a.name().equals(b.name())
                ? a.status().compareTo(b.status())
                : a.name().compareTo(b.name()));
        return modules;
    }

    private Module module(Extension extension, String name) {
        int states = (int) watchdog.states().stream()
                .filter(state -> state.holds(extension, name))
                .count();
        Extension winner = registry.find(name);
        String detail = registry.error(extension, name);
        Status status = Status.ACTIVE;
        if (!registry.counts(extension)) {
            status = Status.RETIRING;
        } else if (winner != null && !winner.equals(extension)) {
            status = Status.HIDDEN;
            detail = "hidden by " + winner.owner();
        }
        return new Module(name, extension.globalOf(name), extension.owner(), status, detail, states);
    }

    @Override
    public boolean retire(long bundle, Duration wait) throws InterruptedException {
        registry.retire(bundle);
        long end = System.nanoTime() + wait.toNanos();
        synchronized (this) {
            waiting++;
            try {
                while (isUsed(bundle)) {
                    long left = (end - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return false;
                    }
                    wait(Math.min(left, LOOK_AGAIN_MILLIS));
                }
                return true;
            } finally {
                waiting--;
            }
        }
    }

    private boolean isUsed(long bundle) {
        return watchdog.states().stream().anyMatch(state -> state.holds(bundle));
    }

    /** A state was closed. */
    void closed() {
        if (waiting > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    @Override
    public void replace(long bundle, long successor) {
        LOG.log(System.Logger.Level.DEBUG, "bundle {0} is replaced by {1}", bundle, successor);
        registry.replace(bundle, successor);
    }

    @Override
    public void restore(long bundle) {
        registry.restore(bundle);
    }
}
