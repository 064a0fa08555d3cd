package luafcgid.lua;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A Lua state that holds one script: its globals live as long as it does. Owned by the thread that holds its {@link Lease}. */
public interface State {
    /** A number that no other state of this daemon has or had. Any thread. */
    long id();

    /** The script's file, symbolic links resolved. Any thread. */
    Path script();

    /** The global variables. */
    Globals globals();

    /** What libraries see of this state. */
    StateContext context();

    /** Whether the script's body has run by {@link #load}, or runs. */
    boolean isLoaded();

    /**
     * Runs the script's body, with the state's globals. Once; a {@link Profile} does it, or whoever claims the state where that does not.
     *
     * @param arguments what the body sees as {@code ...}
     * @return what the body returns
     * @throws ScriptException of kind LOAD or STOPPED; the state is closed with its lease then
     */
    Varargs load(Varargs arguments) throws ScriptException;

    /** What the body has returned to {@link #load}; nothing before. */
    Varargs returned();

    /**
     * The script's body as a function, to be called more than once.
     *
     * @param environment what it sees as its globals
     */
    LuaFunction body(LuaValue environment);

    /**
     * A script as it is now, for a state that serves several: looked at as often as the pool looks at scripts. It is run in the state's
     * dialect.
     *
     * @param script as the web server sent it
     * @throws ScriptException of kind NOT_FOUND, FORBIDDEN or LOAD
     */
    Chunk chunk(Path script) throws ScriptException;

    /**
     * A Lua file as a part of the script: where it changes, the script counts as changed. It may lie anywhere, since it is not the script
     * that names it. For the {@link Profile} that made the state.
     *
     * @param environment what it sees as its globals
     * @throws ScriptException of kind LOAD when it cannot be read or does not compile
     */
    LuaFunction part(Path file, LuaValue environment) throws ScriptException;

    /** Whether it is closed after its first request, since there are as many states as the pool keeps. Any thread. */
    boolean isThrowaway();

    /** Marks the state as not fit for another request: it is closed with the lease. */
    void retire(String why);

    /**
     * Calls a Lua function of this state.
     *
     * @throws ScriptException of kind ERROR or STOPPED
     */
    Varargs call(LuaValue function, Varargs arguments) throws ScriptException;

    /**
     * Asks the script to end: takes effect at its next safe point, and no {@code pcall} catches it. Does nothing when the state is
     * not leased. Any thread; who may come too late uses {@link Lease#requestStop}.
     */
    void requestStop(StopReason reason);

    /**
     * What {@code io.read} and {@code io.stdin} read until the lease is closed; {@code null}, as at first: nothing. The default files of
     * {@code io} become the standard ones.
     */
    void input(@Nullable InputStream stream);

    /** Keeps something with the state, instead of what was kept before: for the {@link Profile} that made it. */
    void attach(Object what);

    /** What {@link #attach} keeps; null without. */
    @Nullable
    Object attachment();

    /**
     * Where {@code print} and {@code io.write} go until the lease is closed; {@code null}, as at first: to the log, line by line.
     */
    void output(@Nullable OutputStream stream);

    /** The script's log as a stream, each line an entry: what {@code io.stderr} writes to. */
    OutputStream logOutput();
}
