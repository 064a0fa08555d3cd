package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.server.Peer.Answer;
import org.jspecify.annotations.Nullable;

/** The answers of an application, whose records are checked against the rules of the specification as they come. */
final class Answers implements RecordReader.Sink {
    private final Map<Integer, Answer> answers = new HashMap<>();
    /** Management records as TYPE:CONTENT in hexadecimal. */
    final ArrayDeque<String> management = new ArrayDeque<>();

    /** What has come for that request so far. */
    Answer soFar(int id) {
        return answers.computeIfAbsent(id, i -> new Answer());
    }

    /** The answer to that request, which may then be made again; null while it has not ended. */
    @Nullable
    Answer take(int id) {
        Answer answer = answers.get(id);
        if (answer == null || answer.end == null) {
            return null;
        }
        answers.remove(id);
        return answer;
    }

    /** Whether no request was answered in part. */
    boolean areWhole() {
        return answers.values().stream().allMatch(a -> a.end != null);
    }

    @Override
    public void header(RecordHeader header) {
        if ((header.contentLength() + header.paddingLength()) % 8 != 0) {
            throw new AssertionError(header + " is not aligned to eight bytes");
        }
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
        byte[] piece = new byte[length];
        in.readBytes(piece);
        Answer answer = open(requestId);
        if (type == RecordType.STDOUT && !answer.outEnded) {
            answer.out.writeBytes(piece);
        } else if (type == RecordType.STDERR && !answer.errEnded) {
            answer.err.writeBytes(piece);
        } else {
            throw new ProtocolException("unexpected content of " + type);
        }
    }

    @Override
    public void streamEnd(RecordType type, int requestId) throws ProtocolException {
        Answer answer = open(requestId);
        if (type == RecordType.STDOUT && !answer.outEnded) {
            answer.outEnded = true;
        } else if (type == RecordType.STDERR && !answer.errEnded) {
            answer.errEnded = true;
        } else {
            throw new ProtocolException("unexpected end of " + type);
        }
    }

    private Answer open(int id) throws ProtocolException {
        Answer answer = soFar(id);
        if (answer.end != null) {
            throw new ProtocolException("a record for request " + id + " after its end");
        }
        return answer;
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        if (header.requestId() == 0) {
            management.add(header.type() + ":" + ByteBufUtil.hexDump(content));
        } else if (header.type() == RecordType.END_REQUEST.code()) {
            Answer answer = open(header.requestId());
            EndRequest end = EndRequest.decode(content);
            if (end.protocolStatus() == ProtocolStatus.REQUEST_COMPLETE && !answer.outEnded) {
                throw new ProtocolException("request " + header.requestId() + " ended before its STDOUT");
            }
            if (answer.err.size() > 0 && !answer.errEnded) {
                throw new ProtocolException("request " + header.requestId() + " ended before its STDERR");
            }
            answer.end = end;
        } else {
            throw new ProtocolException("unexpected record " + header);
        }
    }
}
