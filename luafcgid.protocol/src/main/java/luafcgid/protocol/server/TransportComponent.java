package luafcgid.protocol.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.SocketAddress;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;
import luafcgid.protocol.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The transport as a service. */
// Not when the first listener comes, which waits for the extensions: it takes its time, and can take it meanwhile.
@Component(name = "luafcgid.protocol.Transport", immediate = true)
@Designate(ocd = TransportComponent.Config.class)
public final class TransportComponent implements Transport {
    /** Settings of {@code luafcgid.protocol.Transport}. */
    @ObjectClassDefinition(name = "luafcgid transport")
    public @interface Config {
        @AttributeDefinition(description = "auto, epoll or nio")
        String kind() default "auto";

        @AttributeDefinition(description = "I/O threads; 0 means one per core, at most 4")
        int threads() default 0;

        @AttributeDefinition(
                description =
                        "bytes of an I/O thread's stack: how deep recursion may go in what a request runs there, before it moves to a"
                                + " worker")
        int stack() default NettyTransport.STACK;
    }

    private static final int LEAST_STACK = 1 << 20;

    private final NettyTransport transport;

    @Activate
    public TransportComponent(Config config) {
        int cores = Runtime.getRuntime().availableProcessors();
        if (config.stack() < LEAST_STACK) {
            throw new IllegalArgumentException(
                    "luafcgid.protocol.Transport: stack=" + config.stack() + " is not " + LEAST_STACK + " or more");
        }
        int threads = config.threads() > 0 ? config.threads() : Math.min(cores, 4);
        transport = new NettyTransport(config.kind(), threads, config.stack());
    }

    @Deactivate
    void deactivate() {
        transport.close();
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public EventLoopGroup group() {
        return transport.group();
    }

    @Override
    public Class<? extends ServerChannel> serverChannel(ListenAddress address) {
        return transport.serverChannel(address);
    }

    @Override
    public ServerChannel adopt(InheritedSocket socket) throws IOException {
        return transport.adopt(socket);
    }

    @Override
    public Class<? extends Channel> channel(ListenAddress address) {
        return transport.channel(address);
    }

    @Override
    public SocketAddress socketAddress(ListenAddress address) {
        return transport.socketAddress(address);
    }
}
