package luafcgid.lua;

import java.nio.file.Path;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What a library may know of the state it was opened in. Used on the thread that runs the state, unless a method says otherwise. */
public interface StateContext {
    /** Has {@code action} run when the state closes, in reverse order of registration, possibly on another thread. */
    void onClose(Runnable action);

    /**
     * The file that a script means by {@code path}: relative paths start at {@link #cwd()}. Symbolic links are followed before
     * the policy is asked.
     *
     * @throws org.luaj.vm2.LuaError when the file policy of the script's root does not allow it
     */
    Path resolve(String path, FileMode mode);

    /**
     * As {@link #resolve}, but a symbolic link at the path's end is itself what the script means: to delete it, to rename it, to ask
     * where it leads.
     *
     * @throws org.luaj.vm2.LuaError when the file policy of the script's root does not allow it
     */
    Path resolveEntry(String path, FileMode mode);

    /** The state's working directory, absolute. At first the directory of its script. */
    Path cwd();

    /** Changes the working directory of this state only. The path is absolute and a directory; the policy was asked already. */
    void cwd(Path directory);

    /** When the running request has to end, as {@link System#nanoTime()}; {@link Long#MAX_VALUE} without a limit. */
    long deadline();

    /**
     * Has {@code action} run, once, if the running request is stopped (watchdog, abort, drain) before {@link Registration#close()}.
     * It runs on another thread and must not block: cancel a statement, close a socket.
     */
    Registration onStop(Runnable action);

    /**
     * Has {@code action} run, once, when the running request has ended and before the next one begins, unless
     * {@link Registration#close()} came first: to roll back, to delete files, to give back what was borrowed. Actions run in reverse
     * order of registration on the thread that ran the request, and after {@link #onStop} counts no more; they must not call Lua. While the
     * script's body is loaded, loading is the request.
     */
    Registration onRequestEnd(Runnable action);

    /**
     * Calls a function so that its errors end here, as {@code pcall} does: for a library that turns errors into results. A library that
     * catches {@link org.luaj.vm2.LuaError} itself sees texts without a position and leaves the state's record of active functions behind.
     * The handler of an {@code xpcall} around it is not called. What ends the script (a stop, {@code os.exit}) is no error and passes.
     *
     * @return true and what the function returns, or false and the error's value
     */
    Varargs callProtected(LuaValue function, Varargs arguments);

    /**
     * To be called now and then by code that computes for long: where the script was told to stop it does not return, and where others
     * wait for this thread it gives way to them.
     */
    void safepoint();

    /**
     * Announces that this thread is about to block where Java does not notice: in native code, on a file, on another process. To be
     * called before every such call; all but the first of a request cost next to nothing. A request that still runs on a thread of
     * others' input and output leaves it here and goes on as the same thread elsewhere, so nobody else waits with it. Locks, sleeps
     * and Java's sockets need no announcement. May be called with locks held.
     */
    void aboutToBlock();

    /**
     * So many bytes of the request's response are about to be sent: where they are more than one may have, the script is stopped and this
     * does not return.
     */
    void output(long bytes);

    /** A log named after the script. Any thread. */
    System.Logger log();

    /**
     * The state's global variables. For a library whose original sets one when it is required; one that is to be there without a
     * {@code require} is named by {@link LuaExtension#GLOBAL}.
     */
    LuaTable globals();

    /** The version of Lua that the script is written for. */
    Dialect dialect();

    /** Undoes what returned it. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
