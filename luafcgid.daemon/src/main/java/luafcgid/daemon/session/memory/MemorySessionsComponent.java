package luafcgid.daemon.session.memory;

import java.time.InstantSource;
import luafcgid.daemon.convention.luafcgid2.Luafcgid2Config;
import luafcgid.daemon.session.Session;
import luafcgid.daemon.session.SessionStore;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** The store in memory as a service that any other outranks. Its sessions outlive a change of its settings. */
@Component(configurationPid = Luafcgid2Config.PID, property = Constants.SERVICE_RANKING + ":Integer=-1000")
public final class MemorySessionsComponent implements SessionStore {
    private final MemorySessions store;

    @Activate
    public MemorySessionsComponent(Luafcgid2Config config) {
        store = new MemorySessions(limits(config), InstantSource.system());
    }

    @Modified
    void modified(Luafcgid2Config config) {
        store.limits(limits(config));
    }

    private static MemoryLimits limits(Luafcgid2Config config) {
        try {
            return new MemoryLimits(config.sessions(), config.sessionbytes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Luafcgid2Config.PID + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean add(String id, Session session) {
        return store.add(id, session);
    }

    @Override
    public @Nullable Session find(String id) {
        return store.find(id);
    }

    @Override
    public boolean replace(String id, Session seen, Session next) {
        return store.replace(id, seen, next);
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }
}
