package luafcgid.daemon.convention.luafcgid2;

import java.util.concurrent.TimeUnit;
import luafcgid.daemon.Exchange;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** One request's answer: collected, and sent when the script has ended. */
final class Answer {
    private final Exchange exchange;
    private final Page page;
    private final long began;
    private final RequestSession session;
    private @Nullable String status;
    private @Nullable String contentType;
    /** Whether the script says itself how long the body is. */
    private boolean measured;

    /** Whether the status is one of an answer without a body, which has no length. */
    private boolean bodiless;

    /** Whether the page was too long to be collected, and the headers are sent. */
    private boolean streamed;

    /** @param began as {@link System#nanoTime()} */
    Answer(Exchange exchange, Page page, RequestSession session, long began) {
        this.exchange = exchange;
        this.page = page;
        this.session = session;
        this.began = began;
        page.clear();
    }

    Exchange exchange() {
        return exchange;
    }

    RequestSession session() {
        return session;
    }

    void header(String name, String value) {
        exchange.header(name, value);
        note(name, value);
    }

    void header(String line) {
        exchange.header(line);
        int colon = line.indexOf(':');
        note(line.substring(0, colon), line.substring(colon + 1).stripLeading());
    }

    private void note(String name, String value) {
        if (name.equalsIgnoreCase("Content-Length")) {
            measured = true;
        } else if (name.equalsIgnoreCase("Status")) {
            bodiless = value.startsWith("204") || value.startsWith("304");
        }
    }

    void status(String text) {
        header("Status", text);
        status = text;
    }

    void contentType(String text) {
        exchange.header("Content-Type", text);
        contentType = text;
    }

    void send(LuaString bytes) {
        if (!streamed && !page.add(bytes)) {
            endHead();
            streamed = true;
            page.write(exchange);
        }
        if (streamed) {
            exchange.write(bytes);
        }
    }

    /** Forgets headers and body. Status and type are neither: they stay as {@code RespStatus} and {@code RespContentType} have set them. */
    void reset() {
        exchange.resetHeaders();
        exchange.reset();
        page.clear();
        measured = false;
        bodiless = false;
        if (status != null) {
            header("Status", status);
        }
        if (contentType != null) {
            exchange.header("Content-Type", contentType);
        }
    }

    /** The script has ended. */
    void finish() {
        if (!streamed) {
            int length = page.length();
            endHead();
            if (!measured && !bodiless && answersClients()) {
                exchange.header("Content-Length", Integer.toString(length));
            }
            page.write(exchange);
        }
    }

    /** An authorizer's headers may end up in another script's answer. */
    private boolean answersClients() {
        return exchange.request().role() != Role.AUTHORIZER;
    }

    private void endHead() {
        String cookie = session.cookie();
        if (cookie != null) {
            exchange.header("Set-Cookie", cookie);
        }
        if (answersClients()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            exchange.header("X-ElapsedTime", Long.toString(millis));
        }
    }
}
