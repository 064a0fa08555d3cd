package luafcgid.protocol.fuzz;

import java.util.ArrayList;
import java.util.List;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;

/** What web servers send and applications answer, a list of records each: where mutations start from. */
final class Conversations {
    private static final String LONG = "v".repeat(200);

    private Conversations() {}

    /** What a web server sends. */
    static List<List<byte[]>> requests() {
        List<List<byte[]>> all = new ArrayList<>();
        all.add(request(1, 1, false, "hello"));
        all.add(request(1, 1, true, ""));
        all.add(concat(request(1, 1, true, "one"), request(1, 1, true, "two"), request(1, 1, false, "three")));
        all.add(request(65535, 1, true, "x".repeat(20_000)));
        all.add(request(1, 2, true, ""));
        all.add(filter());
        all.add(request(1, 7, true, "no such role"));
        all.add(multiplexed());
        all.add(aborted());
        all.add(managed());
        all.add(splitParams());
        all.add(padded());
        all.add(manyIds());
        all.add(List.of(Wire.begin(1, 1, true)));
        all.add(List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return all;
    }

    /** What an application answers to requests 1 and 2 and to one GET_VALUES. */
    static List<List<byte[]>> answers() {
        byte[] complete = Wire.end(1, 0, ProtocolStatus.REQUEST_COMPLETE);
        byte[] head = Wire.record(RecordType.STDOUT, 1, "Content-Type: text/plain\r\n\r\n");
        byte[] ended = Wire.record(RecordType.STDOUT, 1);
        byte[] values = new NameValuePairs().add("FCGI_MPXS_CONNS", "1").toByteArray();
        return List.of(
                List.of(head, Wire.record(RecordType.STDOUT, 1, LONG), ended, complete),
                List.of(
                        head,
                        Wire.record(RecordType.STDERR, 1, "oops"),
                        Wire.record(RecordType.STDERR, 1),
                        ended,
                        Wire.end(1, 938, ProtocolStatus.REQUEST_COMPLETE)),
                List.of(Wire.end(1, 0, ProtocolStatus.OVERLOADED), Wire.end(2, 0, ProtocolStatus.CANT_MPX_CONN)),
                List.of(
                        Wire.record(RecordType.STDOUT, 2, "b"),
                        head,
                        Wire.record(RecordType.STDOUT, 2),
                        Wire.end(2, 0, ProtocolStatus.REQUEST_COMPLETE),
                        ended,
                        complete),
                List.of(Wire.record(RecordType.GET_VALUES_RESULT, 0, values, 3), head, ended, complete),
                List.of(Wire.record(RecordType.UNKNOWN_TYPE, 0, new byte[] {9, 0, 0, 0, 0, 0, 0, 0}, 0), complete),
                List.of(Wire.record(RecordType.STDOUT, 1, new byte[65535], 255), ended, complete));
    }

    @SafeVarargs
    private static List<byte[]> concat(List<byte[]>... parts) {
        List<byte[]> all = new ArrayList<>();
        for (List<byte[]> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static List<byte[]> request(int id, int role, boolean keepConnection, String body) {
        List<byte[]> records = new ArrayList<>(List.of(
                Wire.begin(id, role, keepConnection),
                Wire.params(id, "NAME", "fuzz", "CONTENT_LENGTH", "" + body.length(), "HTTP_X", LONG),
                Wire.record(RecordType.PARAMS, id)));
        if (!body.isEmpty()) {
            records.add(Wire.record(RecordType.STDIN, id, body));
        }
        records.add(Wire.record(RecordType.STDIN, id));
        return records;
    }

    private static List<byte[]> filter() {
        return concat(
                request(3, 3, true, "query"),
                List.of(Wire.record(RecordType.DATA, 3, "file"), Wire.record(RecordType.DATA, 3)));
    }

    private static List<byte[]> multiplexed() {
        List<byte[]> one = request(1, 1, true, "first");
        List<byte[]> two = request(2, 1, true, "second");
        List<byte[]> both = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            both.add(one.get(i));
            both.add(two.get(i));
        }
        return both;
    }

    private static List<byte[]> aborted() {
        List<byte[]> records = new ArrayList<>(request(1, 1, true, "never"));
        records.set(records.size() - 1, Wire.record(RecordType.ABORT_REQUEST, 1));
        return concat(records, request(2, 1, false, "after"));
    }

    private static List<byte[]> managed() {
        byte[] names = new NameValuePairs()
                .add("FCGI_MAX_CONNS", "")
                .add("FCGI_MPXS_CONNS", "")
                .add(LONG, "")
                .toByteArray();
        return concat(
                List.of(
                        Wire.record(RecordType.GET_VALUES, 0, names, 2),
                        Wire.record(RecordType.GET_VALUES, 0),
                        Wire.record(RecordType.UNKNOWN_TYPE, 0, "?")),
                request(1, 1, true, ""));
    }

    private static List<byte[]> splitParams() {
        byte[] pairs = new NameValuePairs().add("NAME", "split").add(LONG, LONG).toByteArray();
        List<byte[]> records = new ArrayList<>(List.of(Wire.begin(1, 1, true)));
        for (byte b : pairs) {
            records.add(Wire.record(RecordType.PARAMS, 1, new byte[] {b}, 0));
        }
        records.add(Wire.record(RecordType.PARAMS, 1));
        records.add(Wire.record(RecordType.STDIN, 1));
        return records;
    }

    private static List<byte[]> padded() {
        return List.of(
                Wire.begin(1, 1, true),
                Wire.record(RecordType.PARAMS, 1, new byte[] {1, 1, 'A', 'B'}, 255),
                Wire.record(RecordType.PARAMS, 1, new byte[0], 255),
                Wire.record(RecordType.STDIN, 1, new byte[] {'x'}, 255),
                Wire.record(RecordType.STDIN, 1, new byte[0], 255));
    }

    private static List<byte[]> manyIds() {
        List<byte[]> records = new ArrayList<>();
        for (int id = 1; id <= 200; id++) {
            records.add(Wire.begin(id * 300, 1, true));
        }
        return records;
    }
}
