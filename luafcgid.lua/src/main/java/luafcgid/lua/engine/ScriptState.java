package luafcgid.lua.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.State;
import luafcgid.lua.StateContext;
import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Modules;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A Lua state. Used by the thread that holds its lease. */
public final class ScriptState implements State {
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final Environment environment;
    private final Calls calls = new Calls();
    private final Safepoints safepoints = new Safepoints(calls);
    private final ErrorHook errorHook = new ErrorHook(safepoints);
    private final Stops stops = new Stops(safepoints);
    private final ScriptGlobals globals = new ScriptGlobals(safepoints);
    private final LuaState lua;
    private final LuaThread main = globals.running;
    private final Coroutines coroutines = new Coroutines(this, safepoints);
    private final ScriptContext context;
    private final LuaTable stringMetatable = new LuaTable();
    private @Nullable OutputStream output;
    private @Nullable LogOutput logOutput;
    private volatile boolean damaged;

    public ScriptState(Environment environment) {
        this.environment = environment;
        this.lua = new LuaState(environment.dialect(), globals, safepoints::attend);
        lua.typeMetatable(LuaValue.TSTRING, stringMetatable);
        safepoints.runs(lua);
        this.context = new ScriptContext(environment, globals, safepoints, stops);
        main.errorfunc = errorHook;
    }

    /** Has strings outside of any state find their methods. Idempotent; before the first state. */
    public static void prepare(LuaTable stringMethods) {
        StringMetatable.install(stringMethods);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Path script() {
        return environment.real();
    }

    @Override
    public Globals globals() {
        return globals;
    }

    @Override
    public StateContext context() {
        return context;
    }

    public Environment environment() {
        return environment;
    }

    /** What compiled code and libraries know of this state. */
    public LuaState lua() {
        return lua;
    }

    public Dialect dialect() {
        return environment.dialect();
    }

    public Coroutines coroutines() {
        return coroutines;
    }

    /** The metatable of this state's strings. */
    public LuaTable stringMetatable() {
        return stringMetatable;
    }

    /** The active functions of the coroutine that runs. */
    public Calls calls() {
        return safepoints.calls();
    }

    ErrorHook errorHook() {
        return errorHook;
    }

    @Override
    public void output(@Nullable OutputStream stream) {
        output = stream;
    }

    /** Where {@code print} and {@code io.write} go. */
    public OutputStream output() {
        OutputStream stream = output;
        return stream == null ? logOutput() : stream;
    }

    /** Where {@code io.stderr} goes. */
    public OutputStream logOutput() {
        LogOutput log = logOutput;
        if (log == null) {
            log = new LogOutput(context.log(), System.Logger.Level.INFO);
            logOutput = log;
        }
        return log;
    }

    /** A Lua file for {@code loadfile} or {@code dofile}. While the script's body runs, the script comes to depend on it. */
    public SourceFile loadFile(Path file) throws IOException {
        Modules modules = environment.modules();
        return context.loading() ? modules.load(file) : modules.loadCurrent(file);
    }

    /** Runs the script's body. */
    public void load(Code code) throws ScriptException {
        context.loading(true);
        try {
            call(code.instantiate(globals, globals), LuaValue.NONE);
        } catch (ScriptException e) {
            throw e.kind() == Kind.ERROR
                    ? new ScriptException(Kind.LOAD, Objects.toString(e.getMessage(), ""), e.traceback())
                    : e;
        } finally {
            context.loading(false);
        }
    }

    @Override
    public Varargs call(LuaValue function, Varargs arguments) throws ScriptException {
        ScriptState before = CurrentState.enter(this);
        Calls running = safepoints.calls();
        int height = running.depth();
        try {
            safepoints.check();
            return function.invoke(arguments);
        } catch (LuaError e) {
            LuaValue value = ErrorText.value(e);
            throw new ScriptException(
                    Kind.ERROR, ErrorText.text(value), running.where(e).traceback());
        } catch (ScriptStopped e) {
            damaged = true;
            throw new ScriptException(Kind.STOPPED, "stopped: " + e.reason().text(), e.traceback());
        } catch (Unwind e) {
            return LuaValue.NONE;
        } catch (StackOverflowError e) {
            // It may have struck in the middle of a library function's work.
            damaged = true;
            throw new ScriptException(Kind.ERROR, "stack overflow", running.traceback(1));
        } catch (RuntimeException e) {
            throw new ScriptException(Kind.ERROR, "vm error: " + e, running.traceback(1));
        } finally {
            running.unwindTo(height);
            CurrentState.enter(before);
        }
    }

    /**
     * Calls a function for {@code pcall} and {@code xpcall}.
     *
     * @param handler called where an error is raised; null for none
     */
    public Varargs callProtected(LuaValue function, Varargs arguments, @Nullable LuaValue handler) {
        Calls running = safepoints.calls();
        int height = running.depth();
        LuaValue outer = running.handler();
        running.handler(handler);
        running.enter(null);
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, function.invoke(arguments));
        } catch (LuaError e) {
            LuaValue value = ErrorText.value(e);
            LuaValue handled = running.handled(e);
            return failed(value, handled == null ? running.handle(value) : handled);
        } catch (StackOverflowError e) {
            damaged = true;
            running.unwindTo(height);
            LuaValue value = LuaValue.valueOf("stack overflow");
            return failed(value, running.handle(value));
        } catch (RuntimeException e) {
            LuaValue value = LuaValue.valueOf("vm error: " + e);
            return failed(value, running.handle(value));
        } finally {
            running.unwindTo(height);
            running.handler(outer);
            globals.running.errorfunc = errorHook;
        }
    }

    private static Varargs failed(LuaValue error, @Nullable LuaValue handled) {
        return LuaValue.varargsOf(LuaValue.FALSE, handled == null ? error : handled);
    }

    /** An error to throw whose value is {@code value}. */
    public LuaError raise(LuaValue value) {
        return calls().raise(value);
    }

    /** Throws when the script was told to stop. */
    public void checkStop() {
        safepoints.check();
    }

    @Override
    public void requestStop(StopReason reason) {
        stops.request(stops.lease(), reason);
    }

    /** As {@link #requestStop}, unless the lease with that number has ended. */
    public void requestStop(long lease, StopReason reason) {
        stops.request(lease, reason);
    }

    /** Stops the lease when its deadline has passed; returns whether there is a deadline. Any thread. */
    public boolean expire(long now) {
        if (stops.hasPassed(now)) {
            stops.expire(now);
        }
        return stops.deadline() != Long.MAX_VALUE;
    }

    /** Has the script give way at its next safe point, unless the lease with that number has ended. */
    public void requestMove(long lease) {
        stops.move(lease);
    }

    /** Begins a lease; returns its number. */
    public long begin(long deadline) {
        return stops.begin(deadline);
    }

    /** Ends the lease. */
    public void end() {
        stops.end();
        if (context.awaitsEnd()) {
            endRequest();
        }
        output = null;
        LogOutput log = logOutput;
        if (log != null) {
            log.flush();
        }
        coroutines.endAbandoned();
        calls.shrink();
    }

    private void endRequest() {
        ScriptState before = CurrentState.enter(this);
        try {
            context.endRequest();
        } finally {
            CurrentState.enter(before);
        }
    }

    /** Whether a call ended in a way that may have left the state's data half changed. */
    public boolean damaged() {
        return damaged;
    }

    /** Lets everything go that the state holds. Once, by a thread that owns the state. */
    public void close() {
        ScriptState before = CurrentState.enter(this);
        try {
            coroutines.close();
            context.close();
        } finally {
            CurrentState.enter(before);
        }
    }

    /** Where the running coroutine is. */
    public Traceback traceback(int level) {
        return calls().traceback(level);
    }
}
