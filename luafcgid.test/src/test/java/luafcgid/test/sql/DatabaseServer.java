package luafcgid.test.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.test.Cli;
import luafcgid.test.FailureLog;
import luafcgid.test.Folder;
import luafcgid.test.Poll;
import luafcgid.test.WebServer;

/** A real database server on a loopback port, with its data in a temporary folder, not meant to outlive a power cut. */
abstract class DatabaseServer implements AutoCloseable {
    static final String USER = "lua";
    static final String PASSWORD = "secret";
    private static final int PATIENCE = 20;

    private final String name;
    private final Folder folder;
    private final int port;
    private Process process;

    DatabaseServer(String name) throws Exception {
        this.name = name;
        folder = Folder.create();
        // One that it keeps when it is restarted, since scripts know it.
        port = WebServer.freePort();
    }

    /** Makes its data, and begins. */
    final void open() throws Exception {
        try {
            prepare(folder.path());
            start();
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    abstract void prepare(Path home) throws Exception;

    abstract List<String> command(Path home);

    /** The signal that ends it without waiting for its clients. */
    abstract String endSignal();

    abstract String url();

    final int port() {
        return port;
    }

    final void start() throws Exception {
        Path out = folder.resolve("out");
        Process started = new ProcessBuilder(command(folder.path()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
        process = started;
        FailureLog.add(name, () -> Cli.text(out), started::isAlive);
        Poll.until(name + " on port " + port, () -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new AssertionError(name + " ended with " + started.exitValue() + ": " + Cli.text(out));
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(PATIENCE);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it under its clients. */
    final void stop() throws Exception {
        run(List.of("kill", "-" + endSignal(), Long.toString(process.pid())));
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " is still there: " + Cli.text(folder.resolve("out")));
        }
    }

    /** Runs a command of the server's to its end. */
    final void run(List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("prepared");
        Process running = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!running.waitFor(2 * PATIENCE, TimeUnit.SECONDS) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new AssertionError(command + " failed: " + Cli.text(out));
        }
    }

    /** A connection beside those of scripts. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows. */
    final List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public final void close() throws Exception {
        try (folder) {
            if (process != null && process.isAlive()) {
                stop();
            }
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
