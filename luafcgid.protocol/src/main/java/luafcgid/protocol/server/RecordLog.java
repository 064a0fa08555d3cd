package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;

/**
 * One line for every record of a connection, as in {@code << 1 BEGIN_REQUEST 8 RESPONDER|KEEP_CONN}: direction, request, type, bytes of
 * content, and what a record of that type says. A handler before the connection's own: connections that are not logged pay nothing.
 */
final class RecordLog extends ChannelDuplexHandler {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.records");

    private final Direction in;
    private final Direction out;

    /** @param peer says which connection it is, in front of each line */
    RecordLog(String peer, Consumer<String> lines) {
        in = new Direction(peer + " << ", lines);
        out = new Direction(peer + " >> ", lines);
    }

    /** Whether connections that begin now are to be logged. */
    static boolean isWanted() {
        return LOG.isLoggable(Level.TRACE);
    }

    static void line(String line) {
        LOG.log(Level.TRACE, line);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        in.read((ByteBuf) message);
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        out.read((ByteBuf) message);
        context.write(message, promise);
    }

    /** The records that flow one way. */
    private static final class Direction implements RecordReader.Sink {
        private final RecordReader reader = new RecordReader();
        private final String prefix;
        private final Consumer<String> lines;
        private boolean lost;

        private Direction(String prefix, Consumer<String> lines) {
            this.prefix = prefix;
            this.lines = lines;
        }

        private void read(ByteBuf bytes) {
            if (lost) {
                return;
            }
            try {
                reader.read(bytes.duplicate(), this);
            } catch (ProtocolException e) {
                lost = true;
                lines.accept(prefix + e.getMessage());
            }
        }

        @Override
        public void header(RecordHeader header) {
            if (isStream(header)) {
                lines.accept(head(header));
            }
        }

        private static boolean isStream(RecordHeader header) {
            return header.requestId() != RecordHeader.MANAGEMENT_ID
                    && RecordType.ofCode(header.type())
                            .filter(RecordType::isStream)
                            .isPresent();
        }

        private String head(RecordHeader header) {
            String type = RecordType.ofCode(header.type()).map(RecordType::name).orElse("TYPE_" + header.type());
            return prefix + header.requestId() + " " + type + " " + header.contentLength();
        }

        @Override
        public void stream(RecordType type, int requestId, ByteBuf content, int length) {
            // Its header said all.
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            // Likewise.
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) {
            lines.accept(head(header) + detail(header, content));
        }

        private static String detail(RecordHeader header, ByteBuf content) {
            try {
                if (header.type() == RecordType.BEGIN_REQUEST.code()) {
                    BeginRequest begin = BeginRequest.decode(content);
                    String role = Role.ofCode(begin.role()).map(Role::name).orElse("ROLE_" + begin.role());
                    return " " + role + (begin.keepConnection() ? "|KEEP_CONN" : "");
                }
                if (header.type() == RecordType.END_REQUEST.code()) {
                    EndRequest end = EndRequest.decode(content);
                    ProtocolStatus status = end.protocolStatus();
                    return " " + status + " " + end.appStatus();
                }
                return "";
            } catch (ProtocolException e) {
                return " " + e.getMessage();
            }
        }
    }
}
