package luafcgid.daemon.convention;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import luafcgid.daemon.Convention;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;

/** The conventions that are there, by their names. Of several with one name the service that OSGi ranks highest counts. Any thread. */
public final class Conventions {
    private final Map<ServiceReference<Convention>, Convention> services = new TreeMap<>(Comparator.naturalOrder());
    private volatile Map<String, Convention> named = Map.of();

    /**
     * Adds a convention.
     *
     * @throws IllegalArgumentException when its name is none
     */
    public synchronized void add(ServiceReference<Convention> reference, Convention convention) {
        if (name(reference) == null) {
            throw new IllegalArgumentException(
                    "the convention " + convention.getClass().getName() + " has the property " + Convention.NAME + "="
                            + reference.getProperty(Convention.NAME)
                            + ": a name consists of lower-case letters, digits and -");
        }
        services.put(reference, convention);
        rename();
    }

    public synchronized void remove(ServiceReference<Convention> reference) {
        if (services.remove(reference) != null) {
            rename();
        }
    }

    private void rename() {
        Map<String, Convention> next = new HashMap<>();
        // The highest comes last.
        services.forEach((reference, convention) -> next.put(String.valueOf(name(reference)), convention));
        named = Map.copyOf(next);
    }

    private static @Nullable String name(ServiceReference<Convention> reference) {
        return reference.getProperty(Convention.NAME) instanceof String name && ConventionName.isPossible(name)
                ? name
                : null;
    }

    /** The convention of that name; null while there is none. */
    public @Nullable Convention find(String name) {
        return named.get(name);
    }

    /** All names, sorted. */
    public Set<String> names() {
        return new TreeSet<>(named.keySet());
    }
}
