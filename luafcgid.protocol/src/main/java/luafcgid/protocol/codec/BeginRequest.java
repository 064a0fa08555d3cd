package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;

/**
 * FCGI_BEGIN_REQUEST (FastCGI 1.0, section 5.1).
 *
 * @param role           the role's number, 0 to 65535: a peer may ask for one that the specification does not name
 * @param keepConnection FCGI_KEEP_CONN: the web server closes the connection, not the application
 */
public record BeginRequest(int role, boolean keepConnection) {
    private static final int LENGTH = 8;
    private static final int KEEP_CONN = 1;

    public BeginRequest {
        if (role < 0 || role > 65535) {
            throw new IllegalArgumentException("role " + role + " is not one of 0 to 65535");
        }
    }

    public BeginRequest(Role role, boolean keepConnection) {
        this(role.code(), keepConnection);
    }

    /**
     * Reads the content of the record.
     *
     * @throws ProtocolException when it has not eight bytes
     */
    public static BeginRequest decode(ByteBuf content) throws ProtocolException {
        if (content.readableBytes() != LENGTH) {
            throw new ProtocolException("BEGIN_REQUEST content length: " + content.readableBytes() + " != " + LENGTH);
        }
        BeginRequest begin =
                new BeginRequest(content.readUnsignedShort(), (content.readUnsignedByte() & KEEP_CONN) != 0);
        content.skipBytes(5);
        return begin;
    }

    /** Writes the whole record. */
    public void encode(ByteBuf out, int requestId) {
        RecordHeader.of(RecordType.BEGIN_REQUEST, requestId, LENGTH).encode(out);
        out.writeShort(role).writeByte(keepConnection ? KEEP_CONN : 0).writeZero(5);
    }
}
