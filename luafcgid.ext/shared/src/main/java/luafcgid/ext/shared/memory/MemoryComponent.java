package luafcgid.ext.shared.memory;

import java.util.Set;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The store in memory as a service that any other outranks. */
@Component(
        name = MemoryConfig.PID,
        configurationPid = MemoryConfig.PID,
        property = Constants.SERVICE_RANKING + ":Integer=-1000")
@Designate(ocd = MemoryConfig.class)
public final class MemoryComponent implements SharedStore {
    private final MemoryStore store;

    @Activate
    public MemoryComponent(MemoryConfig config) {
        store = new MemoryStore(read(config));
    }

    @Modified
    void modified(MemoryConfig config) {
        store.settings(read(config));
    }

    private static MemorySettings read(MemoryConfig config) {
        try {
            return MemorySettings.of(config.bytes(), config.entries(), config.total());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MemoryConfig.PID + ": " + e.getMessage(), e);
        }
    }

    @Override
    public SharedDictionary dictionary(String name, Limits wished) {
        return store.dictionary(name, wished);
    }

    @Override
    public Set<String> names() {
        return store.names();
    }
}
