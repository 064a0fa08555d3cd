package luafcgid.ext.web;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Supplier;
import luafcgid.ext.web.cgi.CgiHead;
import luafcgid.ext.web.cgi.HeaderBlock;
import luafcgid.ext.web.cgi.MalformedHeaderException;
import luafcgid.protocol.Response;
import org.jspecify.annotations.Nullable;

/** A script's output on its way to an outlet: the header block becomes the response's head, the rest its body. */
final class ScriptResponse implements Response {
    private final Outlet outlet;
    private final Supplier<HttpHeaders> defaults;
    private final HeaderBlock block = new HeaderBlock();
    private final OutputStream stdout = new Stdout();
    private final LogStream stderr;
    private @Nullable MalformedHeaderException malformed;

    /** @param defaults headers that a script's own replace */
    ScriptResponse(Outlet outlet, Supplier<HttpHeaders> defaults, LogStream stderr) {
        this.outlet = outlet;
        this.defaults = defaults;
        this.stderr = stderr;
    }

    @Override
    public OutputStream stdout() {
        return stdout;
    }

    @Override
    public OutputStream stderr() {
        return stderr;
    }

    @Override
    public void appStatus(int status) {
        // HTTP has no place for it, and the daemon logs what failed.
    }

    /** The script has ended. */
    void end() throws MalformedHeaderException {
        stderr.flush();
        if (malformed != null) {
            throw malformed;
        }
        if (!block.isComplete()) {
            throw new MalformedHeaderException(
                    block.isEmpty()
                            ? "the script ended without any output"
                            : "the script ended before the empty line that ends the header; last line: "
                                    + block.lastLine());
        }
    }

    /** Remembers a failure: whoever writes may not pass it on. */
    private int accept(byte[] from, int offset, int count) throws MalformedHeaderException {
        if (malformed != null) {
            throw malformed;
        }
        try {
            return block.accept(from, offset, count);
        } catch (MalformedHeaderException e) {
            malformed = e;
            throw e;
        }
    }

    private void begin(CgiHead head) {
        HttpHeaders headers = defaults.get();
        // A name's first line replaces the default, further ones are added to it.
        head.fields().forEach(field -> headers.remove(field.name()));
        head.fields().forEach(field -> headers.add(field.name(), field.value()));
        HttpResponseStatus known = HttpResponseStatus.valueOf(head.status());
        outlet.begin(
                head.reason().isEmpty() ? known : new HttpResponseStatus(head.status(), head.reason()),
                headers,
                head.length());
    }

    private final class Stdout extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, from.length);
            int taken = 0;
            if (!block.isComplete()) {
                taken = accept(from, offset, count);
                if (!block.isComplete()) {
                    return;
                }
                begin(block.head());
            }
            outlet.write(from, offset + taken, count - taken);
        }

        @Override
        public void flush() throws IOException {
            outlet.flush();
        }
    }
}
