package luafcgid.test.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import luafcgid.test.Answer;
import luafcgid.test.Connection;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.Poll;

/** A daemon from a copy of the distribution, so that drivers can come and go, with a script that runs what it is sent. */
final class Databases implements AutoCloseable {
    static final String MARIADB = "luafcgid.ext.mariadb.jar";
    static final String SQLITE = "luafcgid.ext.sqlite.jar";
    static final String POSTGRES = "postgresql.jar";

    /** Drivers that are in ext/ from the beginning. */
    private static final int SHIPPED = 2;

    private static final String RUN = "/run.lua";
    private static final String SCRIPT =
            """
            function main(env, con)
              local chunk, mistake = loadstring(con:gets())
              if chunk then mistake = select(2, pcall(chunk)) end
              con:puts(tostring(mistake))
            end
            """;

    private final Folder site = Folder.create();
    private final Folder copy = Folder.create();
    private final Daemon daemon;

    /**
     * @param opening Lua that its state runs first
     * @param options of the daemon's command line
     */
    Databases(Jdk jdk, String opening, String... options) throws Exception {
        copy.copy(Path.of(System.getProperty("luafcgid.distribution")), "d");
        int drivers = SHIPPED;
        for (String driver : new String[] {MARIADB, POSTGRES}) {
            if (opening.contains(driver)) {
                add(driver);
                drivers++;
            }
        }
        site.write("run.lua", opening + "\n" + SCRIPT);
        daemon = Daemon.of(jdk, site.path())
                .from(copy.resolve("d"))
                .with(options)
                // Tests keep connections in globals.
                .unswept()
                .start();
        long expected = drivers;
        // The daemon is ready before all that is in ext/ is.
        Poll.until("the drivers", () -> activeDrivers() == expected);
    }

    private long activeDrivers() throws IOException, InterruptedException {
        return daemon.command("shell", "felix:lb")
                .out()
                .lines()
                .filter(line -> line.matches("(?i).*\\|Active.*driver.*"))
                .count();
    }

    /** Copies a driver from available/ to ext/ as its README tells. */
    void add(String driver) throws IOException {
        Path jar = copy.resolve("d/ext/" + driver);
        Path part = jar.resolveSibling(".part");
        Files.copy(copy.resolve("d/available/" + driver), part);
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Has a copy of a driver in available/. */
    void provide(String driver) throws IOException {
        Files.copy(copy.resolve("d/ext/" + driver), copy.resolve("d/available/" + driver));
    }

    void remove(String driver) throws IOException {
        Files.delete(copy.resolve("d/ext/" + driver));
    }

    Daemon daemon() {
        return daemon;
    }

    Folder site() {
        return site;
    }

    /** What a piece of Lua yields, on a connection of its own. */
    String run(String lua) throws IOException {
        Answer answer = answer(lua);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    Answer answer(String lua) throws IOException {
        try (Connection connection = daemon.connect()) {
            return connection.post(RUN, lua);
        }
    }

    @Override
    public void close() throws Exception {
        try (site;
                copy) {
            daemon.close();
        }
    }
}
