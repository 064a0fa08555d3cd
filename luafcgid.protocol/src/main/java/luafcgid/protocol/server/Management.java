package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.GetValues;
import luafcgid.protocol.codec.GetValuesResult;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.UnknownType;

/** Answers to management records (FastCGI 1.0, section 4). */
final class Management {
    private Management() {}

    /** Writes the record that answers a management record. */
    static void answer(RecordHeader header, ByteBuf content, Limits limits, LimitedLog complaints, ByteBuf out) {
        if (header.type() == RecordType.GET_VALUES.code()) {
            new GetValuesResult(values(names(content, complaints), limits)).encode(out);
        } else {
            new UnknownType(header.type()).encode(out);
        }
    }

    private static Map<String, String> values(Set<String> names, Limits limits) {
        Map<String, String> known = new LinkedHashMap<>();
        for (String name : names) {
            switch (name) {
                case GetValues.MAX_CONNS -> known.put(name, Integer.toString(limits.connections()));
                case GetValues.MAX_REQS -> known.put(name, Integer.toString(limits.requests()));
                case GetValues.MPXS_CONNS -> known.put(name, "1");
                default -> {
                    // Unknown names are left out of the answer (4.1).
                }
            }
        }
        return known;
    }

    private static Set<String> names(ByteBuf content, LimitedLog complaints) {
        try {
            return GetValues.decode(content).names();
        } catch (ProtocolException e) {
            // The record was whole: the requests in progress on the connection shall not suffer.
            complaints.log(Level.WARNING, "GET_VALUES", () -> "GET_VALUES answered without values: " + e.getMessage());
            return Set.of();
        }
    }
}
