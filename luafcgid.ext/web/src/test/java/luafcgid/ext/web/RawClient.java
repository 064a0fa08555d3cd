package luafcgid.ext.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends what it is told and reads responses as they come. Characters are bytes. */
final class RawClient implements AutoCloseable {
    final Socket socket;
    private final InputStream in;

    /** A response as it was on the wire, its body de-chunked. */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String header(String name) {
            for (String line : head.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Answer get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return read();
    }

    Answer read() throws IOException {
        return read(true);
    }

    Answer read(boolean hasBody) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\r\n");
        }
        Answer bare = new Answer(head.toString(), "");
        if (!hasBody || bare.status() == 304 || bare.status() == 204 || bare.status() < 200) {
            return bare;
        }
        if (bare.header("Transfer-Encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (int n = Integer.parseInt(line(), 16); n > 0; n = Integer.parseInt(line(), 16)) {
                body.append(bytes(n));
                line();
            }
            line();
            return new Answer(bare.head, body.toString());
        }
        String length = bare.header("Content-Length");
        return new Answer(bare.head, length.isEmpty() ? rest() : bytes(Integer.parseInt(length)));
    }

    /** All until the server closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    private String bytes(int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("the body ended after " + bytes.length + " of " + n + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended after: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
