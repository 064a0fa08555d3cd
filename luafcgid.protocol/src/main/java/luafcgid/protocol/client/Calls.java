package luafcgid.protocol.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/** Calls in progress on one connection by id, and queries in the order they were sent. Guarded by the multiplexer's lock. */
final class Calls {
    private final Map<Integer, FcgiCall> byId = new HashMap<>();
    private final RequestIds ids = new RequestIds();
    private final ArrayDeque<ValueQuery> queries = new ArrayDeque<>();

    /** An id for a new call, 0 when all are in use. */
    int takeId() {
        return ids.take();
    }

    void add(FcgiCall call) {
        byId.put(call.id(), call);
    }

    void add(ValueQuery query) {
        queries.add(query);
    }

    /** The application has ended the call: its id may be used again. */
    void remove(FcgiCall call) {
        byId.remove(call.id());
        ids.release(call.id());
    }

    int size() {
        return byId.size() + queries.size();
    }

    List<FcgiCall> all() {
        return new ArrayList<>(byId.values());
    }

    void failed(Failure why) {
        byId.values().forEach(call -> call.failed(why));
        queries.forEach(query -> query.failed(why));
    }

    /** The call that a record is for. */
    FcgiCall inProgress(RecordType type, int id) throws ProtocolException {
        FcgiCall call = byId.get(id);
        if (call == null) {
            throw new ProtocolException(
                    "the application sent " + type + " for request " + id + ", which is not in progress");
        }
        return call;
    }

    /** The query that a record answers. */
    ValueQuery answered(RecordType type) throws ProtocolException {
        ValueQuery query = queries.poll();
        if (query == null) {
            throw new ProtocolException("the application sent " + type + " without a GET_VALUES to answer");
        }
        return query;
    }
}
