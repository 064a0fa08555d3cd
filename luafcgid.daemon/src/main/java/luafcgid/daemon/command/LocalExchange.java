package luafcgid.daemon.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.Role;
import luafcgid.protocol.client.FcgiCall;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiLimits;
import luafcgid.protocol.codec.EndRequest;

/** Sends a {@link LocalRequest} through a socket and shows the answer while it comes, of any size. */
final class LocalExchange {
    private static final String FASTCGI = "fastcgi ";

    /** It is the daemon's watchdog that decides how long a script may take. */
    private static final FcgiLimits LIMITS =
            FcgiLimits.DEFAULT.withSilence(Duration.ofHours(1)).withTotal(Duration.ofDays(1));

    private LocalExchange() {}

    /** The first listener that serves. */
    static ListenAddress address(Collection<Front> fronts) throws IOException {
        return fronts.stream()
                .filter(front -> front.failure().isEmpty() && front.address().startsWith(FASTCGI))
                .map(LocalExchange::address)
                .findFirst()
                .orElseThrow(() -> new IOException("no FastCGI listener serves; see luafcgid:status"));
    }

    private static ListenAddress address(Front front) {
        String shown = front.address().substring(FASTCGI.length());
        return ListenAddress.parse(
                shown.endsWith(ListenAddress.Inherited.MARK)
                        ? shown.substring(0, shown.length() - ListenAddress.Inherited.MARK.length())
                        : shown);
    }

    /**
     * Sends the request and writes the answer: STDOUT as it comes, then STDERR.
     *
     * @throws IOException also when the script's status is not 0, or the daemon did not take the request
     */
    static void run(ListenAddress address, LocalRequest request, PrintStream out) throws IOException {
        try (FcgiClient client = FcgiClient.connect(address, LIMITS);
                FcgiCall call = client.begin(request.role(), request.params(), false)) {
            // Neither the body nor the messages may wait for the answer to be read.
            CompletableFuture<Void> sent = inBackground(call, () -> send(call, request));
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            CompletableFuture<Void> logged =
                    inBackground(call, () -> call.stderr().transferTo(messages));
            EndRequest end;
            try {
                if (copy(call.stdout(), out)) {
                    out.println();
                }
                end = call.end();
            } catch (IOException e) {
                // A body that cannot be read is why there is no answer.
                throw sent.isCompletedExceptionally() ? reason(sent) : e;
            }
            logged.join();
            messages.writeTo(out);
            check(end);
        } finally {
            out.flush();
        }
    }

    private static IOException reason(CompletableFuture<Void> failed) {
        Throwable cause = failed.handle((done, e) -> e).join();
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    private static void check(EndRequest end) throws IOException {
        if (end.protocolStatus() != ProtocolStatus.REQUEST_COMPLETE) {
            throw new IOException("the daemon answers " + end.protocolStatus());
        }
        if (end.appStatus() != 0) {
            throw new IOException("the script's status is " + end.appStatus());
        }
    }

    private static void send(FcgiCall call, LocalRequest request) throws IOException {
        send(request.body(), call.stdin());
        if (request.role() == Role.FILTER) {
            send(request.data(), call.data());
        }
    }

    private static void send(Content content, OutputStream stream) throws IOException {
        try (InputStream in = content.source().open();
                OutputStream to = stream) {
            in.transferTo(to);
        }
    }

    /** Copies all; whether it ends within a line. */
    private static boolean copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        boolean lineIsOpen = false;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            lineIsOpen = buffer[n - 1] != '\n';
        }
        return lineIsOpen;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Does it in a thread of its own; a failure ends the call. */
    private static CompletableFuture<Void> inBackground(FcgiCall call, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                        call.close();
                    }
                },
                "luafcgid-get");
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
