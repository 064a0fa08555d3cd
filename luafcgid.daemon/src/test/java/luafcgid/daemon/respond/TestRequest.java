package luafcgid.daemon.respond;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.Params;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Role;
import luafcgid.protocol.ShortBodyException;

/** A request whose body comes as a test says. Keeps the contract of {@link Request}. */
public final class TestRequest implements Request {
    final Map<String, String> variables = new LinkedHashMap<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CompletableFuture<String> abandoned = new CompletableFuture<>();
    Role role = Role.RESPONDER;
    private final Stream body = new Stream();
    private final Stream data = new Stream();
    private long limit = Long.MAX_VALUE;

    /** Bytes in pieces; ends, or stays open for ever. */
    private final class Stream extends InputStream {
        private byte[] bytes = new byte[0];
        private int piece = Integer.MAX_VALUE;
        private int at;
        private long announced = -1;
        private boolean open;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (Math.max(announced, at) > limit || (announced < 0 && bytes.length > limit && at + length > limit)) {
                throw new BodyTooLargeException(limit);
            }
            if (at < bytes.length) {
                int n = Math.min(Math.min(length, piece), bytes.length - at);
                System.arraycopy(bytes, at, into, offset, n);
                at += n;
                return n;
            }
            if (open) {
                waiting.countDown();
                try {
                    cancelled.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new RequestAbortedException("interrupted or cancelled");
            }
            if (at < announced) {
                throw new ShortBodyException(announced, at);
            }
            return -1;
        }

        @Override
        public int available() {
            return Math.min(piece, bytes.length - at);
        }
    }

    public TestRequest with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    TestRequest role(Role asked) {
        role = asked;
        return this;
    }

    /** A body that is all there and of the announced length. */
    public TestRequest body(String text) {
        return body(text, text.length(), Integer.MAX_VALUE);
    }

    /** @param announced -1 for a body without a length */
    TestRequest body(String text, long announced, int piece) {
        body.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        body.announced = announced;
        body.piece = piece;
        return this;
    }

    @Override
    public void abandon(String status) {
        abandoned.complete(status);
    }

    /** What is to follow never comes. */
    TestRequest open() {
        body.open = true;
        return this;
    }

    TestRequest data(String text, long announced) {
        data.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        data.announced = announced;
        data.piece = 3;
        return this;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Params params() {
        return Params.of(variables);
    }

    @Override
    public long contentLength() {
        return role == Role.AUTHORIZER ? -1 : body.announced;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public InputStream data() {
        return data;
    }

    @Override
    public void limitBody(long bytes) {
        limit = bytes;
    }

    @Override
    public boolean isComplete() {
        return !body.open;
    }

    @Override
    public boolean isAborted() {
        return false;
    }

    @Override
    public void onAbort(Runnable action) {
        // No test of these aborts.
    }

    @Override
    public void cancel(String why) {
        cancelled.countDown();
    }
}
