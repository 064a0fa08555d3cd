package luafcgid.bench.load;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;

/** One response after the other, as it comes in on a connection. */
final class Reply implements RecordReader.Sink {
    private final RecordReader reader = new RecordReader();
    private final TextMatcher expected;
    private boolean ended;
    private boolean complete;

    Reply(String expect) {
        expected = new TextMatcher(expect);
    }

    void read(ByteBuf in) throws ProtocolException {
        reader.read(in, this);
    }

    /** Whether END_REQUEST came. */
    boolean ended() {
        return ended;
    }

    /** Whether it was the answer expected, and complete. */
    boolean isGood() {
        return complete && expected.found();
    }

    void next() {
        ended = false;
        expected.reset();
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) {
        if (type == RecordType.STDOUT) {
            expected.look(in, length);
        }
    }

    @Override
    public void streamEnd(RecordType type, int requestId) {
        // END_REQUEST says all: a responder may leave the ends of streams out.
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        if (header.type() == RecordType.END_REQUEST.code()) {
            ended = true;
            complete = EndRequest.decode(content).protocolStatus() == ProtocolStatus.REQUEST_COMPLETE;
        }
    }
}
