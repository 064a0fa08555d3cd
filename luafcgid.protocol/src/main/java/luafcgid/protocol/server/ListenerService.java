package luafcgid.protocol.server;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one listener as its settings want it: the same socket as long as the address is the same, else a new one that serves before the
 * old one ends. One thread at a time.
 */
final class ListenerService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private final Function<ListenerSettings, Listener> factory;
    private final Function<Front, Runnable> registry;
    private final List<Thread> ending = new ArrayList<>();
    private @Nullable Listener current;
    private Runnable unregister = () -> {};

    /** @param registry registers a front and returns what takes it back */
    ListenerService(Function<ListenerSettings, Listener> factory, Function<Front, Runnable> registry) {
        this.factory = factory;
        this.registry = registry;
    }

    /** Takes settings over, null for none: nothing is to listen then. What cannot be had is told in the log. */
    void apply(@Nullable ListenerSettings next) {
        Listener old = current;
        if (next == null) {
            retire();
        } else if (old == null || old.failure().isPresent()) {
            retire();
            serve(factory.apply(next));
        } else if (old.settings().address().equals(next.address())) {
            change(old, next);
        } else {
            replace(old, next);
        }
    }

    private void serve(Listener listener) {
        unregister = registry.apply(listener);
        current = listener;
    }

    private static void change(Listener listener, ListenerSettings next) {
        try {
            listener.change(next);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0}: {1}; the former settings stay", listener.address(), e.getMessage());
        }
    }

    private void replace(Listener old, ListenerSettings next) {
        boolean exclusive = excludeEachOther(old.settings().address(), next.address());
        if (exclusive) {
            old.stopAccepting();
        }
        Listener fresh = factory.apply(next);
        if (fresh.failure().isPresent()) {
            if (!exclusive) {
                LOG.log(Level.WARNING, "{0} goes on in its place", old.address());
                return;
            }
            fresh = factory.apply(old.settings());
        }
        retire();
        serve(fresh);
    }

    /** One port of all interfaces and of one cannot be bound both. */
    private static boolean excludeEachOther(ListenAddress a, ListenAddress b) {
        return a instanceof ListenAddress.Tcp one
                && b instanceof ListenAddress.Tcp other
                && one.port() == other.port()
                && one.port() != 0;
    }

    /** Its requests end without keeping anybody waiting. */
    private void retire() {
        Listener old = current;
        current = null;
        unregister.run();
        unregister = () -> {};
        if (old != null) {
            old.stopAccepting();
            Thread thread = new Thread(() -> old.close(old.settings().drain()), "luafcgid-listener-ends");
            thread.setDaemon(true);
            ending.removeIf(earlier -> !earlier.isAlive());
            ending.add(thread);
            thread.start();
        }
    }

    /** Stops listening; returns when all requests in progress have ended or used up their time. */
    @Override
    public void close() {
        retire();
        try {
            for (Thread thread : ending) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
