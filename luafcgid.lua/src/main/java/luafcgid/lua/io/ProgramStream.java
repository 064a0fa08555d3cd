package luafcgid.lua.io;

import java.io.IOException;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One end of a program. It is ended with the request when that is stopped while it waits for the program. */
final class ProgramStream extends Stream {
    private static final int SIGNAL_BASE = 128;

    private final StateContext state;
    private final Dialect dialect;
    private final Process process;
    private final boolean writes;
    private boolean closed;

    ProgramStream(StateContext state, Dialect dialect, Process process, boolean writes) {
        this.state = state;
        this.dialect = dialect;
        this.process = process;
        this.writes = writes;
    }

    /** What waits for the program. */
    @FunctionalInterface
    private interface Wait<T> {
        T run() throws IOException;
    }

    private <T> T wait(Wait<T> action) throws IOException {
        state.aboutToBlock();
        StateContext.Registration end = state.onStop(this::kill);
        try {
            return action.run();
        } finally {
            end.close();
        }
    }

    /** With all that it started: who waits for its output waits for theirs. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    boolean fill() throws IOException {
        if (writes) {
            throw Errno.EBADF.exception();
        }
        if (input.length == 0) {
            input = new byte[WriteBuffer.USUAL_SIZE];
        }
        next = 0;
        limit = 0;
        limit = Math.max(0, wait(() -> process.getInputStream().read(input)));
        return limit > 0;
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (!writes) {
            throw Errno.EBADF.exception();
        }
        wait(() -> {
            process.getOutputStream().write(bytes, offset, length);
            return true;
        });
    }

    @Override
    public void flush() throws IOException {
        if (writes) {
            wait(() -> {
                process.getOutputStream().flush();
                return true;
            });
        }
    }

    @Override
    Varargs end() throws IOException {
        closed = true;
        try {
            wait(() -> {
                process.getOutputStream().close();
                process.getInputStream().close();
                return true;
            });
        } catch (IOException e) {
            // What a program does not want to read is no failure: its status tells.
            state.log().log(System.Logger.Level.DEBUG, "the end of a program was not closed well", e);
        }
        return results(wait(this::status));
    }

    @Override
    void endAbandoned() throws IOException {
        closed = true;
        process.getOutputStream().close();
        process.getInputStream().close();
    }

    private int status() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw Errno.EINTR.exception();
        }
    }

    private Varargs results(int status) {
        if (dialect == Dialect.LUA_5_1) {
            return LuaValue.TRUE;
        }
        boolean signal = status > SIGNAL_BASE;
        return LuaValue.varargsOf(
                status == 0 ? LuaValue.TRUE : LuaValue.NIL,
                LuaValue.valueOf(signal ? "signal" : "exit"),
                LuaValue.valueOf(signal ? status - SIGNAL_BASE : status));
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    void safepoint() {
        state.safepoint();
    }
}
