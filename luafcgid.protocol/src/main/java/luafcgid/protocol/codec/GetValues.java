package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/**
 * FCGI_GET_VALUES (FastCGI 1.0, section 4.1).
 *
 * @param names of the variables asked for, in the order asked; not to be changed
 */
public record GetValues(Set<String> names) {
    /** FCGI_MAX_CONNS: the most connections that the application takes at the same time. */
    public static final String MAX_CONNS = "FCGI_MAX_CONNS";
    /** FCGI_MAX_REQS: the most requests that it takes at the same time. */
    public static final String MAX_REQS = "FCGI_MAX_REQS";
    /** FCGI_MPXS_CONNS: 1 when it takes several requests on one connection, else 0. */
    public static final String MPXS_CONNS = "FCGI_MPXS_CONNS";

    public GetValues {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * Reads the content of the record. Values, which are to be empty, are ignored.
     *
     * @throws ProtocolException when its name-value pairs are malformed
     */
    public static GetValues decode(ByteBuf content) throws ProtocolException {
        return new GetValues(ManagementRecord.pairs(content).keySet());
    }

    /**
     * Writes the whole record.
     *
     * @throws IllegalArgumentException when the names do not fit into one record
     */
    public void encode(ByteBuf out) {
        NameValuePairs pairs = new NameValuePairs();
        names.forEach(name -> pairs.add(name, ""));
        ManagementRecord.encode(out, RecordType.GET_VALUES, pairs.toByteArray());
    }
}
