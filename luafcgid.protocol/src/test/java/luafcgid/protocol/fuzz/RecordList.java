package luafcgid.protocol.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;

/** A conversation in words, for the message of a failure. */
final class RecordList implements RecordReader.Sink {
    private static final int MOST = 400;

    private final List<String> lines = new ArrayList<>();

    private RecordList() {}

    static String of(byte[] wire) {
        RecordList list = new RecordList();
        RecordReader reader = new RecordReader();
        try {
            reader.read(Unpooled.wrappedBuffer(wire), list);
            if (reader.isWithinRecord()) {
                list.lines.add("... cut within a record");
            }
        } catch (ProtocolException e) {
            list.lines.add("... " + e.getMessage());
        }
        int n = list.lines.size();
        return n <= MOST
                ? String.join("\n", list.lines)
                : String.join("\n", list.lines.subList(0, MOST)) + "\n... and " + (n - MOST) + " more";
    }

    private void add(int id, String type, ByteBuf in, int length) {
        lines.add(id + " " + type + " " + length + " " + ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(length, 24))
                + (length > 24 ? "..." : ""));
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) {
        add(requestId, type.name(), in, length);
    }

    @Override
    public void streamEnd(RecordType type, int requestId) {
        lines.add(requestId + " " + type + " end");
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) {
        String type = RecordType.ofCode(header.type()).map(Enum::name).orElse("type " + header.type());
        add(header.requestId(), type, content, content.readableBytes());
    }
}
