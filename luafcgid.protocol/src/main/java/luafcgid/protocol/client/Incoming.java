package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.GetValuesResult;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.codec.UnknownType;

/**
 * Takes records to the calls that they are for. An application that breaks the protocol gets an exception, which ends the
 * connection: nothing after that can be trusted. Guarded by the multiplexer's lock.
 */
final class Incoming implements RecordReader.Sink {
    private final Calls calls;
    private final SendQueue queue;
    private final RecordReader reader = new RecordReader();

    Incoming(Calls calls, SendQueue queue) {
        this.calls = calls;
        this.queue = queue;
    }

    void read(ByteBuf in) throws ProtocolException {
        reader.read(in, this);
    }

    /** What it means that the application closes the connection now. */
    EOFException closed() {
        return new EOFException("the application closed the connection"
                + (reader.isWithinRecord()
                        ? " within a record"
                        : calls.size() == 0 ? "; connect again" : " before END_REQUEST"));
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
        output(type, requestId).offer(in, length);
    }

    @Override
    public void streamEnd(RecordType type, int requestId) throws ProtocolException {
        output(type, requestId).end();
    }

    private ResponseStream output(RecordType type, int id) throws ProtocolException {
        if (type != RecordType.STDOUT && type != RecordType.STDERR) {
            throw unexpected(type.name(), id);
        }
        return calls.inProgress(type, id).stream(type);
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        RecordType type = RecordType.ofCode(header.type()).orElse(null);
        int id = header.requestId();
        boolean management = id == RecordHeader.MANAGEMENT_ID;
        if (management && type == RecordType.GET_VALUES_RESULT) {
            GetValuesResult result = GetValuesResult.decode(content);
            calls.answered(type).answered(result.values());
        } else if (management && type == RecordType.UNKNOWN_TYPE) {
            unknownType(UnknownType.decode(content));
        } else if (!management && type == RecordType.END_REQUEST) {
            end(calls.inProgress(type, id), EndRequest.decode(content));
        } else {
            throw unexpected(type == null ? "a record of type " + header.type() : type.name(), id);
        }
    }

    private void end(FcgiCall call, EndRequest how) {
        queue.drop(call);
        calls.remove(call);
        call.ended(how);
    }

    private void unknownType(UnknownType unknown) throws ProtocolException {
        if (unknown.type() != RecordType.GET_VALUES.code()) {
            throw new ProtocolException("the application answers UNKNOWN_TYPE to a management record of type "
                    + unknown.type() + ", which this client does not send");
        }
        calls.answered(RecordType.UNKNOWN_TYPE)
                .failed(new Failure(
                        ProtocolException::new, "the application answers UNKNOWN_TYPE: it does not know GET_VALUES"));
    }

    private static ProtocolException unexpected(String type, int id) {
        return new ProtocolException(
                "the application sent " + type + " for request " + id + ", which no application sends");
    }
}
