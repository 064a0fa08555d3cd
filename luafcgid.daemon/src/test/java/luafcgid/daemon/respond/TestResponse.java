package luafcgid.daemon.respond;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Response;

/** A response as a web server receives it, which may stop taking it. */
public final class TestResponse implements Response {
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final CountDownLatch full = new CountDownLatch(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    public int appStatus;
    private long room = Long.MAX_VALUE;
    private CountDownLatch cancelled = new CountDownLatch(1);

    /** Takes so many bytes; who writes more waits until the request is cancelled. */
    TestResponse takes(long bytes, TestRequest of) {
        room = bytes;
        cancelled = of.cancelled;
        return this;
    }

    @Override
    public OutputStream stdout() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (out.size() + length > room) {
                    full.countDown();
                    try {
                        cancelled.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new RequestAbortedException("interrupted or cancelled");
                }
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public OutputStream stderr() {
        return err;
    }

    @Override
    public void appStatus(int status) {
        appStatus = status;
    }

    public String text() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    public String head() {
        return text().substring(0, text().indexOf("\r\n\r\n") + 2);
    }

    public String body() {
        return text().substring(text().indexOf("\r\n\r\n") + 4);
    }

    public String status() {
        return header("Status");
    }

    /** The header's value; empty where there is none. */
    public String header(String name) {
        return head().lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    public String stderrText() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
