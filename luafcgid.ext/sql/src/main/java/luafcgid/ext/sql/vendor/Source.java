package luafcgid.ext.sql.vendor;

import java.util.Map;

/**
 * Where a script connects to.
 *
 * @param url        for the driver
 * @param properties for the driver
 * @param file       tells a database file from another of the same name; empty for none
 * @param secluded   whether each connection has a database of its own
 */
public record Source(String url, Map<String, String> properties, String file, boolean secluded) {
    static Source shared(String url, Map<String, String> properties) {
        return new Source(url, properties, "", false);
    }

    static Source secluded(String url, Map<String, String> properties) {
        return new Source(url, properties, "", true);
    }
}
