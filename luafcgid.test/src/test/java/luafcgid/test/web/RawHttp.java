package luafcgid.test.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket to a web server, for what HTTP libraries do not let through. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE = 30_000;

    private final URI uri;
    private final Socket socket;

    /** @param uri what is going to be asked for */
    RawHttp(URI uri) throws IOException {
        this.uri = uri;
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(PATIENCE);
    }

    /** An answer, whole. */
    record Reply(String status, List<String> headers, String body) {
        /** Status and reason. */
        String statusAndReason() {
            return status.substring("HTTP/1.x ".length());
        }

        /** The values of a header, in their order. */
        List<String> values(String name) {
            String start = name + ": ";
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }
    }

    /** Sends the head of a request. HTTP/1.0, so that the answer ends where the connection does and is never chunked. */
    RawHttp request(String method, String... headers) throws IOException {
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.0\r\nHost: example.org:" + uri.getPort() + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    int localPort() {
        return socket.getLocalPort();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** Reads up to the end of the answer's head. Bytes are characters. */
    List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in().read(); b != '\n'; b = in().read()) {
            if (b < 0) {
                throw new IOException("the answer of " + uri + " ended within its head, after: " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    Reply reply() throws IOException {
        List<String> head = head();
        String body = new String(in().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Reply(head.get(0), head.subList(1, head.size()), body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
