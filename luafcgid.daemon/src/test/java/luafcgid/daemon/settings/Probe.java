package luafcgid.daemon.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A component of the test's bundle: tells every value that any of its kind was ever activated with. */
public final class Probe implements Supplier<String> {
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private final String values;

    public Probe(Map<String, Object> properties) {
        Object list = properties.get("list");
        values = properties.get("service.pid") + " address=" + properties.get("address") + " other="
                + properties.get("other") + " list="
                + (list instanceof String[] array ? Arrays.toString(array) : Objects.toString(list));
        SEEN.add(values);
    }

    @Override
    public String get() {
        return values;
    }

    @Override
    public String toString() {
        return SEEN.toString();
    }
}
