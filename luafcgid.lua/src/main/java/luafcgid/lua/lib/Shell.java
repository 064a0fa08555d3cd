package luafcgid.lua.lib;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import luafcgid.lua.StateContext;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Runs commands, where the configuration allows it. */
final class Shell {
    private static final int SIGNAL_BASE = 128;

    private Shell() {}

    /** Starts a command for a script that writes to it or reads from it. */
    static Process start(ScriptState state, String command, boolean writes) throws IOException {
        return start(
                state,
                command,
                writes ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(new java.io.File("/dev/null")),
                writes ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE);
    }

    /** Starts a command in the state's directory; throws when it is not allowed to. */
    private static Process start(
            ScriptState state, String command, ProcessBuilder.Redirect in, ProcessBuilder.Redirect out)
            throws IOException {
        if (!state.environment().execute()) {
            throw state.context().denied(new AccessDeniedException(command, null, "execute"));
        }
        // Starting it takes milliseconds, and whoever starts one waits for it.
        state.context().aboutToBlock();
        return new ProcessBuilder("/bin/sh", "-c", command)
                .directory(state.context().cwd().toFile())
                .redirectInput(in)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs a command to its end, or until the script is told to stop. */
    static Varargs run(ScriptState state, String command) throws IOException {
        try {
            Process process = start(
                    state,
                    command,
                    ProcessBuilder.Redirect.from(new java.io.File("/dev/null")),
                    ProcessBuilder.Redirect.DISCARD);
            StateContext.Registration registration = state.context().onStop(process::destroy);
            try {
                return result(process.waitFor());
            } finally {
                registration.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LuaError("interrupted");
        }
    }

    private static Varargs result(int status) {
        boolean signal = status > SIGNAL_BASE;
        return LuaValue.varargsOf(
                status == 0 ? LuaValue.TRUE : LuaValue.NIL,
                LuaValue.valueOf(signal ? "signal" : "exit"),
                LuaValue.valueOf(signal ? status - SIGNAL_BASE : status));
    }
}
