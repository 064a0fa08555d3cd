package luafcgid.ext.sql.vendor;

import java.util.regex.Pattern;

/** A server's address, checked before it becomes part of a URL: scripts may have it from elsewhere. */
final class Address {
    private static final Pattern HOST = Pattern.compile("[\\w.:-]+");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    private Address() {}

    static void check(String host, String port) throws SourceException {
        if (!HOST.matcher(host).matches()) {
            throw new SourceException("'" + host + "' is no host name");
        }
        if (!PORT.matcher(port).matches()) {
            throw new SourceException("'" + port + "' is no port");
        }
    }

    static String inUrl(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
