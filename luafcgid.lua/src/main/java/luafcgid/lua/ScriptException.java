package luafcgid.lua;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script could not be run or did not run to its end. The message is what the script's author should read, and the stack trace is
 * the script's: Java's frames would be of no use to the author.
 */
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** There is no such file. */
        NOT_FOUND,
        /** The file is a directory, has a suffix that is not served or lies outside of the script roots. */
        FORBIDDEN,
        /** The script does not compile, or its body failed when it was loaded. */
        LOAD,
        /** The script raised an error. */
        ERROR,
        /** The script was told to stop. */
        STOPPED,
        /** All states of the script stayed in use until the request had waited too long. */
        BUSY
    }

    private final Kind kind;
    private final String message;
    private final transient Traceback traceback;
    private final @Nullable StopReason reason;

    public ScriptException(Kind kind, String message, Traceback traceback) {
        this(kind, message, traceback, null);
    }

    /** A script that was told to stop. */
    public ScriptException(StopReason reason, Traceback traceback) {
        this(Kind.STOPPED, "stopped: " + reason.text(), traceback, reason);
    }

    private ScriptException(Kind kind, String message, Traceback traceback, @Nullable StopReason reason) {
        super(message);
        this.kind = kind;
        this.message = message;
        this.traceback = traceback;
        this.reason = reason;
    }

    /** The same with more said about it. */
    public ScriptException because(String more) {
        return new ScriptException(kind, message + more, traceback, reason);
    }

    public ScriptException(Kind kind, String message) {
        this(kind, message, Traceback.NONE);
    }

    public Kind kind() {
        return kind;
    }

    /** Why the script was told to stop; empty unless it was. */
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Where it happened; empty where no Lua ran. */
    public Traceback traceback() {
        return traceback;
    }

    @Override
    public void printStackTrace(PrintWriter out) {
        out.println(traceback);
    }

    @Override
    public void printStackTrace(PrintStream out) {
        out.println(traceback);
    }
}
