package luafcgid.bench.micro;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import luafcgid.bench.load.HelloRequest;
import luafcgid.daemon.Convention;
import luafcgid.daemon.RequestSettings;
import luafcgid.daemon.convention.luafcgid.LuafcgidConvention;
import luafcgid.daemon.respond.ScriptResponder;
import luafcgid.daemon.worker.WorkersComponent;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One hello from socket to socket, through everything that a daemon has between: with {@code -prof gc}, {@code gc.alloc.rate.norm} is
 * what a request allocates in all threads of the process. The client here allocates nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.lang=ALL-UNNAMED")
@Threads(1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls open before anything else.
public class HelloBenchmark {
    private static final Convention CONVENTION = new LuafcgidConvention();

    /** In place needs JDK 24 or later. */
    @Param({"inplace", "handover"})
    public String strategy = "";

    private final LoadedScript script = new LoadedScript();
    private final NettyTransport transport = new NettyTransport("auto", 1);
    private final ByteBuffer request = direct(new HelloRequest(script.path().toString(), "").records(true));
    private final ByteBuffer response = ByteBuffer.allocateDirect(4096);
    private Path folder;
    private WorkersComponent workers;
    private Listener listener;
    private SocketChannel channel;

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("luafcgid-bench");
        workers = new WorkersComponent(config());
        ListenAddress.Unix address = new ListenAddress.Unix(folder.resolve("s"));
        listener = new Listener(
                ListenerSettings.of(address),
                transport,
                new Application(
                        new ScriptResponder(
                                script.pool(),
                                (path, params) -> CONVENTION,
                                RequestSettings.DEFAULT,
                                TimeUnit.SECONDS.toNanos(60)),
                        workers,
                        folder.resolve("body")));
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        if (!channel.connect(address.socketAddress())) {
            throw new IOException("not connected");
        }
    }

    /** The defaults, but for the strategy. */
    private WorkersComponent.Config config() {
        return (WorkersComponent.Config) Proxy.newProxyInstance(
                HelloBenchmark.class.getClassLoader(),
                new Class<?>[] {WorkersComponent.Config.class},
                (proxy, method, arguments) ->
                        method.getName().equals("strategy") ? strategy : method.getDefaultValue());
    }

    @TearDown
    public void close() throws IOException {
        channel.close();
        listener.close();
        workers.pool().close();
        transport.close();
        script.close();
        Files.deleteIfExists(folder);
    }

    /** Sends the request and reads to its END_REQUEST; returns the length of the answer. */
    @Benchmark
    public int hello() throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        response.clear();
        int at = 0;
        while (true) {
            if (channel.read(response) < 0) {
                throw new EOFException("closed before the response ended");
            }
            while (response.position() - at >= RecordHeader.LENGTH) {
                int next =
                        at + RecordHeader.LENGTH + (response.getShort(at + 4) & 0xFFFF) + (response.get(at + 6) & 0xFF);
                if (next > response.position()) {
                    break;
                }
                if (response.get(at + 1) == RecordType.END_REQUEST.code()) {
                    return next;
                }
                at = next;
            }
        }
    }
}
