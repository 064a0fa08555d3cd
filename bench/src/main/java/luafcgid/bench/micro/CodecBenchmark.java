package luafcgid.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import luafcgid.bench.load.HelloRequest;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.codec.StreamRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What the protocol costs for one hello: reading its request, looking up variables, writing its response. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CodecBenchmark {
    private static final int ID = 1;

    private final HelloRequest hello = new HelloRequest("/srv/www/hello.lua", "name=value");
    private final byte[] params = hello.params();
    private final ByteBuf request = Unpooled.wrappedBuffer(hello.records(true));
    private final byte[] response = "Status: 200 OK\r\nContent-Type: text/html\r\nX-Powered-By: Lua\r\n\r\nHello World"
            .getBytes(StandardCharsets.ISO_8859_1);
    private final ByteBuf out = Unpooled.directBuffer(256);
    private final RecordReader reader = new RecordReader();

    /** The request's records, arriving in one piece. */
    @Benchmark
    public void readRequest(Blackhole hole) throws ProtocolException {
        reader.read(request.readerIndex(0), new Consumer(hole));
    }

    /** All pairs, and the one variable that every request needs. */
    @Benchmark
    public Object decodeParams() throws ProtocolException {
        return String.valueOf(Params.decode(params).get("SCRIPT_FILENAME"));
    }

    /** STDOUT, its end, and END_REQUEST. */
    @Benchmark
    public ByteBuf writeResponse() {
        out.clear();
        StreamRecord.encode(out, RecordType.STDOUT, ID, response, 0, response.length);
        StreamRecord.encodeEnd(out, RecordType.STDOUT, ID);
        new EndRequest(0, ProtocolStatus.REQUEST_COMPLETE).encode(out, ID);
        return out;
    }

    private record Consumer(Blackhole hole) implements RecordReader.Sink {
        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) {
            hole.consume(length);
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            hole.consume(type);
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) {
            hole.consume(content);
        }
    }
}
