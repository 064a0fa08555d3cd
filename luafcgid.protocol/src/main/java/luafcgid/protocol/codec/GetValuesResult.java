package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/**
 * FCGI_GET_VALUES_RESULT (FastCGI 1.0, section 4.1).
 *
 * @param values of those variables that the application knows, by name; not to be changed
 */
public record GetValuesResult(Map<String, String> values) {
    public GetValuesResult {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads the content of the record.
     *
     * @throws ProtocolException when its name-value pairs are malformed
     */
    public static GetValuesResult decode(ByteBuf content) throws ProtocolException {
        return new GetValuesResult(ManagementRecord.pairs(content));
    }

    /**
     * Writes the whole record.
     *
     * @throws IllegalArgumentException when the values do not fit into one record
     */
    public void encode(ByteBuf out) {
        NameValuePairs pairs = new NameValuePairs();
        values.forEach(pairs::add);
        ManagementRecord.encode(out, RecordType.GET_VALUES_RESULT, pairs.toByteArray());
    }
}
