package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;

/**
 * FCGI_END_REQUEST (FastCGI 1.0, section 5.5).
 *
 * @param appStatus the exit status that a CGI program would give, 32 bits
 */
public record EndRequest(int appStatus, ProtocolStatus protocolStatus) {
    private static final int LENGTH = 8;

    /**
     * Reads the content of the record.
     *
     * @throws ProtocolException when it has not eight bytes or an unknown protocolStatus
     */
    public static EndRequest decode(ByteBuf content) throws ProtocolException {
        if (content.readableBytes() != LENGTH) {
            throw new ProtocolException("END_REQUEST content length: " + content.readableBytes() + " != " + LENGTH);
        }
        EndRequest end = new EndRequest(content.readInt(), ProtocolStatus.ofCode(content.readUnsignedByte()));
        content.skipBytes(3);
        return end;
    }

    /** Writes the whole record. */
    public void encode(ByteBuf out, int requestId) {
        RecordHeader.of(RecordType.END_REQUEST, requestId, LENGTH).encode(out);
        out.writeInt(appStatus).writeByte(protocolStatus.code()).writeZero(3);
    }
}
