package luafcgid.protocol.client;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.Function;
import luafcgid.protocol.ProtocolException;

/** Why nothing more can be done. Each caller gets an exception of its own, whose trace shows where that caller stood. */
record Failure(Function<String, IOException> kind, String message) {
    IOException exception() {
        return kind.apply(message);
    }

    /** The same, said of a whole connection. */
    static Failure of(Object connection, IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return new Failure(kindOf(e), "connection to " + connection + ": " + message);
    }

    private static Function<String, IOException> kindOf(IOException e) {
        return e instanceof ProtocolException
                ? ProtocolException::new
                : e instanceof EOFException ? EOFException::new : IOException::new;
    }
}
