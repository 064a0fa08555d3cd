package luafcgid.lua.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import luafcgid.lua.Chunk;
import luafcgid.lua.Dialect;
import luafcgid.lua.Errno;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.State;
import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Engine;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Meter;
import luafcgid.lua.number.CurrentDialect;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.ErrorValue;
import luafcgid.lua.runtime.Host;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Overflow;
import luafcgid.lua.runtime.Protection;
import luafcgid.lua.runtime.RaisedError;
import luafcgid.lua.runtime.Rehearsal;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A Lua state. Used by the thread that holds its lease. */
public final class ScriptState implements State {
    private static final AtomicLong IDS = new AtomicLong();

    static {
        LuaError.placesFrom(ScriptState::origin);
        Rehearsal.run();
        CurrentDialect.ask(ScriptState::currentDialect);
        LuaTable.whenWeak(ScriptState::noteWeakTable);
    }

    private final long id = IDS.incrementAndGet();
    private final Environment environment;
    private final Attention attention = new Attention(this::traceback, this::requestStop);
    private final Stops stops;
    private final Budget budget;
    private final ScriptGlobals globals;
    private final ThreadGlobals threadGlobals;
    private final LuaState lua;
    private final Coroutines coroutines;
    private final ScriptContext context;
    private final LuaFiles files;
    private final LuaTable stringMetatable = new LuaTable();
    private @Nullable OutputStream output;
    private @Nullable LogOutput logOutput;
    private Consumer<@Nullable InputStream> inputListener = ignored -> {};
    private boolean hasInput;
    private @Nullable Object attachment;
    private boolean loaded;
    private Varargs returned = LuaValue.NONE;
    private volatile boolean damaged;
    /** The number of the lease that the watchdog saw last. */
    private long seen;

    public ScriptState(Environment environment, Guard guard) {
        this.environment = environment;
        this.globals = new ScriptGlobals(this);
        this.threadGlobals = new ThreadGlobals(globals);
        this.stops = new Stops(attention, guard);
        this.budget = new Budget(guard, this::requestStop);
        this.lua = new LuaState(
                environment.dialect(),
                globals,
                attention,
                budget,
                environment.engine().newLocator());
        environment.engine().prepare(lua);
        attention.of(lua);
        this.coroutines = new Coroutines(this, attention, budget, CoroutineKind.best());
        lua.typeMetatable(LuaValue.TSTRING, stringMetatable);
        this.context = new ScriptContext(environment, lua, attention, budget, stops);
        this.files = new LuaFiles(environment.modules(), context::loading);
    }

    /** Makes a function of a chunk, whose globals are {@code where}. */
    LuaValue compile(byte[] chunk, String name, LuaValue where) {
        Code code = Engine.isBinary(chunk)
                ? environment.engine().undump(chunk, name, dialect())
                : environment.engine().compile(chunk, name, environment.dialect());
        return code.instantiate(lua, where);
    }

    /** What an error that this thread raises has to remember; null outside of a state. */
    private static @Nullable CallStack origin() {
        ScriptState state = CurrentState.get();
        return state == null ? null : state.lua.frames().origin();
    }

    private static void noteWeakTable() {
        ScriptState state = CurrentState.get();
        if (state != null) {
            state.lua.setWeakTables();
        }
    }

    private static Dialect currentDialect() {
        ScriptState state = CurrentState.get();
        return state == null ? Dialect.LUA_5_1 : state.environment.dialect();
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

    /** Where functions that are loaded now find their globals, if nothing else is said. */
    public ThreadGlobals threadGlobals() {
        return threadGlobals;
    }

    @Override
    public ScriptContext context() {
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

    /** What it may still use. */
    public Budget budget() {
        return budget;
    }

    public Coroutines coroutines() {
        return coroutines;
    }

    /** The metatable of this state's strings. */
    public LuaTable stringMetatable() {
        return stringMetatable;
    }

    @Override
    public void output(@Nullable OutputStream stream) {
        output = stream;
    }

    @Override
    public void input(@Nullable InputStream stream) {
        hasInput = stream != null;
        inputListener.accept(stream);
    }

    /** Has the state's {@code io} told what standard input is. */
    public void whenInput(Consumer<@Nullable InputStream> listener) {
        inputListener = listener;
    }

    @Override
    public void attach(Object what) {
        attachment = what;
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Where {@code print} and {@code io.write} go. */
    public OutputStream output() {
        OutputStream stream = output;
        return stream == null ? logOutput() : stream;
    }

    @Override
    public OutputStream logOutput() {
        LogOutput log = logOutput;
        if (log == null) {
            log = new LogOutput(context.log(), System.Logger.Level.INFO);
            logOutput = log;
        }
        return log;
    }

    /** The Lua files that it loads besides the script. */
    public LuaFiles files() {
        return files;
    }

    /** Runs a module's body. */
    public LuaValue load(Supplier<LuaValue> module) {
        boolean before = context.loading();
        context.loading(true);
        try {
            return module.get();
        } finally {
            context.loading(before);
        }
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    @Override
    public Varargs load(Varargs arguments) throws ScriptException {
        if (loaded) {
            throw new IllegalStateException("the body of " + environment.path() + " has run in this state");
        }
        loaded = true;
        context.loading(true);
        try {
            returned = call(body(globals), arguments);
            return returned;
        } catch (ScriptException e) {
            damaged = true;
            throw e.kind() == Kind.ERROR
                    ? new ScriptException(Kind.LOAD, Objects.toString(e.getMessage(), ""), e.traceback())
                    : e;
        } finally {
            context.loading(false);
        }
    }

    @Override
    public Varargs returned() {
        return returned;
    }

    @Override
    public LuaFunction body(LuaValue where) {
        return environment.body().get().instantiate(lua, where);
    }

    @Override
    public Chunk chunk(Path script) throws ScriptException {
        return new FileChunk(lua, environment.scripts().find(script));
    }

    @Override
    public LuaFunction part(Path file, LuaValue where) throws ScriptException {
        try {
            SourceFile part = files.module(file, file.toString());
            part.check();
            return part.code().instantiate(lua, where);
        } catch (IOException e) {
            throw new ScriptException(
                    Kind.LOAD, LogText.escape(file.toString()) + ": cannot be read: " + Errno.text(e));
        }
    }

    @Override
    public boolean isThrowaway() {
        return environment.throwaway();
    }

    @Override
    public void retire(String why) {
        context.log().log(System.Logger.Level.DEBUG, "state {0} retires: {1}", id, why);
        damaged = true;
    }

    @Override
    public Varargs call(LuaValue function, Varargs arguments) throws ScriptException {
        ScriptState before = CurrentState.enter(this);
        try {
            attention.check();
            Varargs results = Host.call(lua, function, arguments);
            // What a library waited for may have ended because of a stop.
            attention.check();
            return results;
        } catch (LuaError e) {
            String message = ErrorText.text(ErrorValue.of(lua, e));
            Traceback traceback = ErrorValue.origin(e).traceback();
            throw new ScriptException(Kind.ERROR, message, files.explain(message, traceback));
        } catch (ScriptStopped e) {
            damaged = true;
            throw new ScriptException(e.reason(), e.traceback());
        } catch (Unwind e) {
            return LuaValue.NONE;
        } catch (StackOverflowError e) {
            lua.setOverflowed();
            Overflow overflow = Overflow.of(lua, e, function);
            throw new ScriptException(
                    Kind.ERROR,
                    overflow.message().tojstring(),
                    overflow.origin().traceback());
        } catch (RuntimeException e) {
            throw new ScriptException(Kind.ERROR, LuaError.textOf(e));
        } finally {
            CurrentState.enter(before);
        }
    }

    /**
     * Calls a function for {@code pcall} and {@code xpcall}.
     *
     * @param handler called where an error is raised; null for none
     */
    public Varargs callProtected(LuaValue function, Varargs arguments, @Nullable LuaValue handler) {
        return Protection.call(lua, function, arguments, handler);
    }

    /** An error to throw whose value is {@code value}. */
    public LuaError raise(LuaValue value) {
        return RaisedError.of(lua, value);
    }

    /** Throws when the script was told to stop. */
    public void checkStop() {
        attention.check();
    }

    @Override
    public void requestStop(StopReason reason) {
        stops.request(stops.lease(), reason);
    }

    /** As {@link #requestStop}, unless the lease with that number has ended. */
    public void requestStop(long lease, StopReason reason) {
        stops.request(lease, reason);
    }

    /**
     * Stops the lease when its deadline has passed, and has a script that was there at the last look see what it has used. Returns
     * whether the state is leased. Called now and then by one thread.
     */
    public boolean look(long now) {
        long running = stops.running();
        if (running == 0) {
            return false;
        }
        if (stops.hasPassed(now)) {
            stops.expire(now);
        } else if (running == seen) {
            attention.look();
        }
        seen = running;
        return true;
    }

    /** Has {@code action} run when the thread of the lease with that number is given up. */
    public void onAbandoned(long lease, Runnable action) {
        stops.onAbandoned(lease, action);
    }

    /** Gives the thread up that runs the state, where it was told to stop so long ago; empty where there is no such one. Any thread. */
    public Optional<Abandoned> abandon(long now, long grace) {
        return stops.abandon(now, grace);
    }

    /** Interrupts the thread that was given up, unless it has come back. Any thread. */
    public void interruptAbandoned() {
        stops.interruptAbandoned();
    }

    /**
     * About how many bytes it keeps from one request to the next. By a thread that has the state to itself.
     *
     * @param enough bytes after which counting ends
     */
    public long retained(long enough) {
        List<LuaValue> roots = new ArrayList<>(List.of(globals, stringMetatable));
        for (int i = 1; i <= returned.narg(); i++) {
            roots.add(returned.arg(i));
        }
        return RetainedSize.of(roots, enough);
    }

    /** Whether the request that runs was there at an earlier {@link #look}. For the thread that looks. */
    public boolean isSeen() {
        return seen != 0 && seen == stops.running();
    }

    /** What the running request has used. */
    public Meter meter() {
        return attention.meter();
    }

    /** Has the script give way at its next safe point, unless the lease with that number has ended. */
    public void requestMove(long lease) {
        stops.move(lease);
    }

    /** Begins a lease; returns its number. */
    public long begin(long deadline) {
        budget.begin();
        attention.meter().begin();
        return stops.begin(deadline);
    }

    /** Ends the lease. */
    public void end() {
        stops.end();
        if (context.awaitsEnd()) {
            endRequest();
        }
        output = null;
        if (hasInput) {
            input(null);
        }
        LogOutput log = logOutput;
        if (log != null) {
            log.flush();
        }
        coroutines.endAbandoned();
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
        return damaged || lua.overflowed() || stops.isAbandoned();
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
    private Traceback traceback() {
        return lua.frames().traceback();
    }
}
