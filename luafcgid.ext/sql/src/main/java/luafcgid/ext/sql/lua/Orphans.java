package luafcgid.ext.sql.lua;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;
import luafcgid.ext.sql.pool.Borrowed;

/** Connections of links that scripts may drop without closing them. */
final class Orphans {
    private final ReferenceQueue<Link> dropped = new ReferenceQueue<>();
    private final Set<Watch> watches = new HashSet<>();

    private static final class Watch extends PhantomReference<Link> {
        private final Borrowed connection;

        Watch(Link link, ReferenceQueue<Link> queue, Borrowed connection) {
            super(link, queue);
            this.connection = connection;
        }
    }

    void watch(Link link, Borrowed connection) {
        watches.add(new Watch(link, dropped, connection));
    }

    /** The link closed it. */
    void forget(Borrowed connection) {
        watches.removeIf(watch -> watch.connection == connection);
    }

    /** Closes those that nothing leads to. */
    void close() {
        for (Reference<? extends Link> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            if (gone instanceof Watch watch && watches.remove(watch)) {
                watch.connection.discard();
            }
        }
    }

    void closeAll() {
        watches.forEach(watch -> watch.connection.discard());
        watches.clear();
    }
}
