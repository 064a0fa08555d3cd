package luafcgid.ext.web.cgi;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;

/**
 * Collects the CGI variables of a request (RFC 3875, section 4.1). Values that came over HTTP are bytes (ISO-8859-1) and arrive
 * as they were sent. One thread.
 */
public final class Variables {
    /** Told by variables of their own, no longer true, or an invitation to abuse (HTTP_PROXY is read by HTTP clients). */
    private static final Set<String> DROPPED = Set.of("content-length", "content-type", "transfer-encoding", "proxy");

    private final NameValuePairs pairs = new NameValuePairs();

    /** A variable whose value came over HTTP. */
    public Variables sent(String name, String value) {
        pairs.add(name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A variable of ours: text, UTF-8 for the script. */
    public Variables own(String name, String value) {
        pairs.add(name, value);
        return this;
    }

    /**
     * The request's headers as HTTP_ variables. A repeated header is joined into one; names with an underscore are dropped, since
     * they would pass for the header with a dash.
     */
    public Variables headers(Iterable<Map.Entry<String, String>> headers) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!DROPPED.contains(name) && name.indexOf('_') < 0) {
                String separator = name.equals("cookie") ? "; " : ", ";
                joined.merge(name, header.getValue(), (first, next) -> first + separator + next);
            }
        }
        joined.forEach(
                (name, value) -> sent("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
        return this;
    }

    /** What was collected. */
    public Params toParams() {
        try {
            return Params.decode(pairs.toByteArray());
        } catch (ProtocolException e) {
            throw new IllegalStateException("what was just encoded does not decode", e);
        }
    }
}
