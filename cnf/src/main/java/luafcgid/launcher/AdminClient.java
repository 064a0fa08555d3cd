package luafcgid.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Has the running daemon execute commands: one request line, the output, a status behind a NUL, over its admin socket. */
final class AdminClient {
    private final VarFolder var;

    AdminClient(VarFolder var) {
        this.var = var;
    }

    VarFolder var() {
        return var;
    }

    /** The command {@code status}; that nothing runs is an answer too, with a status of its own. */
    int status(OutputStream out) throws Failure, IOException {
        try (SocketChannel channel = connect(Exit.NOT_RUNNING)) {
            return execute(channel, "luafcgid:status", out);
        }
    }

    /** Executes one command and copies its output. */
    int execute(String command, OutputStream out) throws Failure, IOException {
        if (command.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new Failure(Exit.USAGE, "a command is one line; separate several by ';'");
        }
        try (SocketChannel channel = connect(Exit.UNAVAILABLE)) {
            return execute(channel, command, out);
        }
    }

    private int execute(SocketChannel channel, String command, OutputStream out) throws Failure, IOException {
        ByteBuffer request = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (request.hasRemaining()) {
            channel.write(request);
        }
        Reply reply = new Reply(out);
        copy(Channels.newInputStream(channel), reply);
        return reply.status()
                .orElseThrow(() -> new Failure(
                        Exit.UNAVAILABLE,
                        "the daemon ended before its answer did; see "
                                + var.path().resolve("log")));
    }

    private static void copy(InputStream in, Reply reply) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            reply.write(buffer, 0, n);
        }
        reply.end();
    }

    private SocketChannel connect(int statusOtherwise) throws Failure {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(var.adminSocket()));
        } catch (IOException e) {
            throw noDaemon(statusOtherwise);
        }
    }

    Failure noDaemon(int status) {
        return new Failure(
                status,
                "no daemon runs on " + var.path()
                        + "; start one with: luafcgid start, or name its folder with --var DIR");
    }
}
