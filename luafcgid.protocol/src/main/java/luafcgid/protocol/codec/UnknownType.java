package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/**
 * FCGI_UNKNOWN_TYPE (FastCGI 1.0, section 4.2): the answer to a management record that the application does not know.
 *
 * @param type of that record, 0 to 255
 */
public record UnknownType(int type) {
    private static final int LENGTH = 8;

    public UnknownType {
        if (type < 0 || type > 255) {
            throw new IllegalArgumentException("type " + type + " is not one of 0 to 255");
        }
    }

    /**
     * Reads the content of the record.
     *
     * @throws ProtocolException when it has not eight bytes
     */
    public static UnknownType decode(ByteBuf content) throws ProtocolException {
        if (content.readableBytes() != LENGTH) {
            throw new ProtocolException("UNKNOWN_TYPE content length: " + content.readableBytes() + " != " + LENGTH);
        }
        UnknownType unknown = new UnknownType(content.readUnsignedByte());
        content.skipBytes(7);
        return unknown;
    }

    /** Writes the whole record. */
    public void encode(ByteBuf out) {
        byte[] content = new byte[LENGTH];
        content[0] = (byte) type;
        ManagementRecord.encode(out, RecordType.UNKNOWN_TYPE, content);
    }
}
