package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/**
 * The eight bytes before every record's content (FastCGI 1.0, section 3.3).
 *
 * @param type          the type's number, 0 to 255: a peer may send one that the specification does not name
 * @param requestId     0 to 65535; 0 is for management records
 * @param contentLength 0 to 65535 bytes
 * @param paddingLength 0 to 255 bytes
 */
public record RecordHeader(int type, int requestId, int contentLength, int paddingLength) {
    /** FCGI_HEADER_LEN. */
    public static final int LENGTH = 8;
    /** FCGI_VERSION_1. */
    public static final int VERSION = 1;
    /** FCGI_NULL_REQUEST_ID. */
    public static final int MANAGEMENT_ID = 0;
    /** The most that one record carries. */
    public static final int MAX_CONTENT = 65535;
    /** The most that one record carries and stays aligned to eight bytes, as 3.3 recommends. */
    public static final int MAX_ALIGNED_CONTENT = 65528;

    public RecordHeader {
        check("type", type, 255);
        check("requestId", requestId, 65535);
        check("contentLength", contentLength, MAX_CONTENT);
        check("paddingLength", paddingLength, 255);
    }

    /** A header for that much content, padded to a multiple of eight bytes. */
    public static RecordHeader of(RecordType type, int requestId, int contentLength) {
        return new RecordHeader(type.code(), requestId, contentLength, -contentLength & 7);
    }

    private static void check(String field, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(field + " " + value + " is not one of 0 to " + most);
        }
    }

    /**
     * Reads a header.
     *
     * @param in holds eight bytes at least
     * @throws ProtocolException for another version than 1: nothing after it can be understood, so close the connection
     */
    public static RecordHeader decode(ByteBuf in) throws ProtocolException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new ProtocolException("record version " + version + " is not 1: the peer does not speak FastCGI 1.0");
        }
        RecordHeader header = new RecordHeader(
                in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedByte());
        in.skipBytes(1);
        return header;
    }

    /** Writes the eight bytes. */
    public void encode(ByteBuf out) {
        out.writeLong(bits());
    }

    /** Writes the eight bytes at {@code index}, leaving the buffer's indices alone. */
    public void encode(ByteBuf out, int index) {
        out.setLong(index, bits());
    }

    private long bits() {
        return (long) VERSION << 56
                | (long) type << 48
                | (long) requestId << 32
                | (long) contentLength << 16
                | (long) paddingLength << 8;
    }
}
