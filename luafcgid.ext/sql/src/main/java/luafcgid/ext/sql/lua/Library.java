package luafcgid.ext.sql.lua;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import luafcgid.ext.sql.pool.Borrowed;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.ext.sql.pool.Pools;
import luafcgid.ext.sql.pool.Running;
import luafcgid.ext.sql.pool.Target;
import luafcgid.ext.sql.vendor.Vendor;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import luafcgid.lua.StateContext.Registration;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One module in one state. */
public final class Library {
    private static final String VERSION = "LuaSQL 2.8.0 (for Lua 5.2)";
    private static final String GLOBAL = "luasql";
    private static final int REMEMBERED_LEFTOVERS = 100;

    private final StateContext state;
    private final Vendor vendor;
    private final Drivers drivers;
    private final Pools pools;
    private final boolean keeping;
    private final Methods<Environment> environments;
    private final Methods<Link> links;
    private final Methods<Cursor> cursors;
    private final Methods<Prepared> statements;
    private final Orphans orphans = new Orphans();
    private final Set<Link> holding = new HashSet<>();
    private final Set<String> reported = new HashSet<>();

    /** @param keeping whether transactions and cursors outlive a request */
    public Library(StateContext state, Vendor vendor, Drivers drivers, Pools pools, boolean keeping) {
        this.state = state;
        this.vendor = vendor;
        this.drivers = drivers;
        this.pools = pools;
        this.keeping = keeping;
        environments = Environment.methods(vendor);
        links = Link.methods(vendor);
        cursors = Cursor.methods(vendor);
        statements = Prepared.methods(vendor);
        state.onClose(this::close);
    }

    /** What {@code require} returns. */
    public LuaTable table() {
        LuaTable table = new LuaTable();
        LibraryFunction.define(table, vendor.name(), arguments -> environments.wrap(new Environment(this)));
        LibraryFunction.define(table, "blob", arguments -> new LuaUserdata(new Blob(arguments.checkstring(1))));
        table.rawset("_VERSION", LuaValue.valueOf(VERSION));
        table.rawset("_DESCRIPTION", LuaValue.valueOf("LuaSQL's interface to " + vendor.title() + ", by way of JDBC"));
        table.rawset("_COPYRIGHT", LuaValue.valueOf("Copyright (C) the authors of luafcgid"));
        if (state.dialect() == Dialect.LUA_5_1) {
            declare(table);
        }
        return table;
    }

    /** As LuaSQL before 2.3 did: {@code require "luasql.mysql"}, then {@code luasql.mysql()}. */
    private void declare(LuaTable module) {
        LuaTable globals = state.globals();
        if (globals.rawget(GLOBAL).isnil()) {
            globals.rawset(GLOBAL, new LuaTable());
        }
        if (globals.rawget(GLOBAL) instanceof LuaTable all
                && all.rawget(vendor.name()).isnil()) {
            all.rawset(vendor.name(), module.rawget(vendor.name()));
        }
    }

    Vendor vendor() {
        return vendor;
    }

    Drivers drivers() {
        return drivers;
    }

    StateContext state() {
        return state;
    }

    LuaValue wrap(Link link) {
        return links.wrap(link);
    }

    LuaValue wrap(Cursor cursor) {
        return cursors.wrap(cursor);
    }

    LuaValue wrap(Prepared statement) {
        return statements.wrap(statement);
    }

    Varargs failure(String what, SQLException e) {
        // One that was told to stop is not told why its statement failed.
        state.safepoint();
        return Failure.of(what + vendor.message(e));
    }

    /** Waits no longer than the request may take, nor when it is stopped. */
    Borrowed borrow(Target target) throws SQLException {
        state.aboutToBlock();
        long deadline = state.deadline();
        long millis =
                deadline == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        Interruption interruption = new Interruption(Thread.currentThread());
        Registration stop = state.onStop(interruption);
        try {
            return pools.borrow(target, millis);
        } finally {
            stop.close();
            interruption.undo();
        }
    }

    /** A connection to a database that no other connection sees. It closes when nothing leads to the link any more. */
    Borrowed open(Link link, Target target) throws SQLException {
        state.aboutToBlock();
        orphans.close();
        Borrowed connection = pools.open(target);
        orphans.watch(link, connection);
        return connection;
    }

    /** The link closes its own connection itself. */
    void forget(Borrowed connection) {
        orphans.forget(connection);
    }

    /** Runs something that may take long, and cancels it when the request is stopped. */
    <T> T run(Execution execution, SqlCall<T> call) throws SQLException {
        state.aboutToBlock();
        Running running = new Running(execution.session(), execution.statement());
        Registration stop = state.onStop(() -> pools.cancel(running));
        try {
            state.safepoint();
            return call.call();
        } finally {
            stop.close();
            running.end();
        }
    }

    /** What may fail as databases do. */
    @FunctionalInterface
    interface SqlCall<T> {
        T call() throws SQLException;
    }

    boolean keeping() {
        return keeping;
    }

    void holds(Link link) {
        holding.add(link);
    }

    void released(Link link) {
        holding.remove(link);
    }

    /** Tells of something left open, once for each statement. */
    void report(String what, String statement) {
        boolean isNew = reported.size() < REMEMBERED_LEFTOVERS && reported.add(statement);
        state.log().log(
                isNew ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "the request left " + what + " open: " + statement);
    }

    private void close() {
        for (Link link : Set.copyOf(holding)) {
            link.abandon();
        }
        orphans.closeAll();
    }

    /** Wakes a thread that waits; afterwards it is as if it had not. */
    private static final class Interruption implements Runnable {
        private final Thread thread;
        private volatile boolean done;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void run() {
            done = true;
            thread.interrupt();
        }

        @SuppressWarnings("ResultOfMethodCallIgnored")
        void undo() {
            if (done) {
                Thread.interrupted();
            }
        }
    }
}
