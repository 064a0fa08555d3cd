package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;

/** A Unix socket of ours, with its file. */
final class UnixEndpoint implements Endpoint {
    private final ListenAddress.Unix address;
    private final UnixSocketFile file;

    UnixEndpoint(ListenAddress.Unix address) {
        this.address = address;
        this.file = new UnixSocketFile(address.path());
    }

    @Override
    public ListenAddress address() {
        return address;
    }

    @Override
    public ServerChannel open(ServerBootstrap bootstrap, Transport transport, ListenerSettings settings)
            throws IOException {
        try {
            ServerChannel channel = Endpoint.await(bootstrap
                    .channel(transport.serverChannel(address))
                    .option(ChannelOption.SO_BACKLOG, settings.backlog())
                    .bind(transport.socketAddress(new ListenAddress.Unix(file.prepare()))));
            try {
                file.publish(settings.access());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return channel;
        } finally {
            file.tidy();
        }
    }

    @Override
    public void change(ServerChannel channel, ListenerSettings before, ListenerSettings next) throws IOException {
        if (!next.access().equals(before.access())) {
            file.change(next.access());
        }
        if (next.backlog() != before.backlog()) {
            Backlog.change(channel, next.backlog());
        }
    }

    /** Who connects meanwhile is still accepted, who comes later finds no file instead of a dead one. */
    @Override
    public void withdraw() {
        file.remove();
    }
}
