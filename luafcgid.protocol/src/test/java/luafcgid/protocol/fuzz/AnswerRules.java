package luafcgid.protocol.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.codec.UnknownType;

/**
 * What a server may answer, whatever it was sent: records that an application sends, for requests that were begun, at most one
 * end for each beginning and nothing between an end and the next beginning.
 */
final class AnswerRules {
    private AnswerRules() {}

    /** Fails with the whole conversation when the answer breaks a rule. */
    static void check(byte[] sent, byte[] answer) {
        Begun begun = new Begun();
        try {
            new RecordReader().read(Unpooled.wrappedBuffer(sent), begun);
        } catch (ProtocolException e) {
            // The server stops there too.
        }
        try {
            new RecordReader().read(Unpooled.wrappedBuffer(answer), new Answered(begun.byId));
        } catch (ProtocolException e) {
            throw new AssertionError(
                    e.getMessage() + "; sent:\n" + RecordList.of(sent) + "\nanswered:\n" + RecordList.of(answer), e);
        }
    }

    /** How often each id was begun. */
    private static final class Begun implements RecordReader.Sink {
        private final Map<Integer, Integer> byId = new HashMap<>();

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) {
            // Only beginnings count.
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            // Only beginnings count.
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
            if (header.type() == RecordType.BEGIN_REQUEST.code() && header.requestId() != RecordHeader.MANAGEMENT_ID) {
                BeginRequest.decode(content);
                byId.merge(header.requestId(), 1, Integer::sum);
            }
        }
    }

    private static final class Answered implements RecordReader.Sink {
        /** How many requests of each id may still be answered. */
        private final Map<Integer, Integer> open;
        /** For streams of the current request of an id: whether they have ended. */
        private final Map<String, Boolean> streams = new HashMap<>();

        Answered(Map<Integer, Integer> open) {
            this.open = open;
        }

        private void requireOpen(String what, int id) throws ProtocolException {
            if (open.getOrDefault(id, 0) == 0) {
                throw new ProtocolException(what + " for request " + id + ", which was not begun or has ended");
            }
        }

        private void piece(RecordType type, int id, boolean end) throws ProtocolException {
            if (type != RecordType.STDOUT && type != RecordType.STDERR) {
                throw new ProtocolException(type + " from an application");
            }
            requireOpen(type.name(), id);
            Boolean before = streams.put(type + " " + id, end);
            if (before != null && before) {
                throw new ProtocolException(type + " for request " + id + " after its end");
            }
        }

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
            piece(type, requestId, false);
        }

        @Override
        public void streamEnd(RecordType type, int requestId) throws ProtocolException {
            piece(type, requestId, true);
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
            int id = header.requestId();
            switch (RecordType.ofCode(header.type())
                    .orElseThrow(() -> new ProtocolException("unknown type: " + header))) {
                case END_REQUEST -> {
                    EndRequest.decode(content);
                    requireOpen("END_REQUEST", id);
                    open.merge(id, -1, Integer::sum);
                    streams.remove(RecordType.STDOUT + " " + id);
                    streams.remove(RecordType.STDERR + " " + id);
                }
                case GET_VALUES_RESULT -> requireManagement(header);
                case UNKNOWN_TYPE -> {
                    requireManagement(header);
                    UnknownType.decode(content);
                }
                default -> throw new ProtocolException("not for an application to send: " + header);
            }
        }

        private static void requireManagement(RecordHeader header) throws ProtocolException {
            if (header.requestId() != RecordHeader.MANAGEMENT_ID) {
                throw new ProtocolException("management record with an id: " + header);
            }
        }
    }
}
