package luafcgid.daemon;

import java.nio.file.Path;
import java.util.function.Consumer;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.protocol.Request;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/**
 * One request and its response, as a {@link Convention} hands them to a script. Used by the thread that holds the state, until the
 * convention returns: what a script keeps of it for later requests is refused.
 *
 * <p>Where a method waits for the web server and that has gone, or the script was told to stop, it does not return: it ends the script,
 * which no {@code pcall} prevents. Mistakes of the script are a {@link org.luaj.vm2.LuaError}.
 */
public interface Exchange {
    /** The state that answers. */
    State state();

    /** The script that is asked for, as the web server named it. */
    Path script();

    /** What the web server sent. Its body is read by {@link #rest} and {@link #piece}, so that the limits count. */
    Request request();

    /** What holds for this request. */
    RequestSettings settings();

    /**
     * Changes what holds for this request.
     *
     * @throws org.luaj.vm2.LuaError when {@code maxpost} changes after the body was begun, or the status or the type after the headers were
     *                               sent or to what would forge one
     */
    void settings(RequestSettings changed);

    /** The request's variables in a new table that a script may change; {@code HTTP_PROXY} is not among them. */
    default LuaTable variables() {
        return variables(none -> {});
    }

    /**
     * As {@link #variables()}, with more in it. Most scripts look at few variables or none: the table is filled when one first does.
     *
     * @param more adds to the table, or changes it; called once the variables are in it, before a script sees it, on the same thread
     */
    LuaTable variables(Consumer<LuaTable> more);

    /**
     * Adds a header; {@code Status} and {@code Content-Type} replace what was there before.
     *
     * @param name  visible ASCII characters without {@code :}
     * @param value bytes as characters, without line breaks and zeros
     * @throws org.luaj.vm2.LuaError when these are not, when the headers are too long, or were sent
     */
    void header(String name, String value);

    /** Adds a header that is written as {@code NAME: VALUE}, with or without a line end. */
    void header(String line);

    /** Forgets the headers that were added. */
    void resetHeaders();

    /** Adds to the body; sends it at once where it is not buffered. */
    void write(byte[] bytes, int offset, int length);

    /** As {@link #write(byte[], int, int)}. */
    default void write(LuaString bytes) {
        write(bytes.m_bytes, bytes.m_offset, bytes.m_length);
    }

    /** Sends the headers and the body so far. */
    void flush();

    /** Forgets what was written and not sent. */
    void reset();

    /**
     * Says that the script failed, where the convention answers all the same instead of throwing it: it goes to the log and counts as an error.
     * Once, at the end.
     */
    void failed(ScriptException failure);

    /** Whether the headers are still to be sent, so that another answer may be given. */
    boolean isOpen();

    /** Whether nothing was written to the body, and the headers were not sent. */
    boolean isUntouched();

    /** What is left of the request's body; nil when nothing is; nil, a message and what came when it ended too early. */
    Varargs rest();

    /** As many bytes of the request's body as have come, {@code most} at most; nil at its end; nil and a message when that came too early. */
    Varargs piece(int most);

    /** As {@link #piece}, of the file that a filter filters. */
    Varargs data(int most);

    /**
     * Answers with a file and nothing else, by the web server where it can.
     *
     * @param name as a script says it; the file policy of its state decides
     */
    void sendFile(String name);

    /** Writes a line to the script's log, and to the web server's where that is wanted. */
    void log(String message);
}
