package luafcgid.test.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import luafcgid.test.Cli;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

/** Drivers that come and go while the daemon runs. */
@OnEachJdk
@ExtendWith(Servers.class)
final class DriverTest {
    @Parameter
    Jdk jdk;

    private static String postgres(Postgres server) {
        return connecting("postgres", "postgres", server);
    }

    private static String mysql(MariaDb server) {
        return connecting("mysql", "test", server);
    }

    private static String connecting(String module, String database, DatabaseServer server) {
        return """
                local module = require"luasql.%1$s"
                local conn, message = module.%1$s():connect("%2$s", "lua", "secret", "127.0.0.1", %3$d)
                return conn and conn:execute"select 1":fetch() or message
                """
                .formatted(module, database, server.port());
    }

    @Test
    void aMissingDriverSaysWhereItIsAndOneThatIsCopiedServesTheRunningState(Postgres postgres, MariaDb mariaDb)
            throws Exception {
        try (Databases databases =
                new Databases(jdk, "local state = tostring({}) function identity() return state end")) {
            String state = databases.run("return identity()");
            assertEquals(
                    "LuaSQL: no driver for PostgreSQL: copy available/postgresql.jar to ext/",
                    databases.run(postgres(postgres)));
            assertEquals(
                    "LuaSQL: no driver for MySQL: copy available/luafcgid.ext.mariadb.jar to ext/",
                    databases.run(mysql(mariaDb)));
            databases.add(Databases.POSTGRES);
            databases.add(Databases.MARIADB);
            Poll.until("PostgreSQL", () -> databases.run(postgres(postgres)).equals("1"));
            Poll.until("MariaDB", () -> databases.run(mysql(mariaDb)).equals("1"));
            assertEquals(state, databases.run("return identity()"), "the state");
            databases.remove(Databases.MARIADB);
            Poll.until("no MariaDB", () -> databases.run(mysql(mariaDb)).startsWith("LuaSQL: no driver for MySQL"));
            databases.add(Databases.MARIADB);
            Poll.until("MariaDB again", () -> databases.run(mysql(mariaDb)).equals("1"));
            assertEquals("1", databases.run(postgres(postgres)));
        }
    }

    @Test
    void sqliteAndItsLibraryCanBeSwapped() throws Exception {
        String use =
                """
                local conn, message = require"luasql.sqlite3".sqlite3():connect":memory:"
                return conn and conn:execute"select 1":fetch() or message
                """;
        try (Databases databases = new Databases(jdk, "")) {
            assertEquals("1", databases.run(use));
            databases.provide(Databases.SQLITE);
            for (int round = 0; round < 3; round++) {
                databases.remove(Databases.SQLITE);
                Poll.until("no SQLite", () -> databases.run(use).startsWith("LuaSQL: no driver for SQLite"));
                databases.add(Databases.SQLITE);
                Poll.until("SQLite again", () -> databases.run(use).equals("1"));
            }
        }
    }

    @Test
    void driversThatNobodyUsedWereNotLoaded() throws Exception {
        String use =
                """
                local conn = require"luasql.sqlite3".sqlite3():connect":memory:"
                return conn:execute"select 1":fetch()
                """;
        try (Databases databases = new Databases(jdk, "")) {
            databases.run("return 1");
            assertEquals("", loaded(databases));
            assertFalse(Files.exists(library(databases)), "an unpacked library");
            assertEquals("1", databases.run(use));
            assertTrue(loaded(databases).contains("org.sqlite."), "org.sqlite is not among the loaded classes");
            assertFalse(loaded(databases).contains("org.h2."), "H2 was loaded with SQLite");
            assertTrue(Files.exists(library(databases)), "no library below the var folder");
        }
    }

    /** The classes of drivers in the daemon. */
    private String loaded(Databases databases) throws Exception {
        String jcmd = jdk.home().resolve("bin/jcmd").toString();
        Path out = databases.site().resolve("classes");
        Process process = new ProcessBuilder(
                        jcmd, Long.toString(databases.daemon().pid()), "GC.class_histogram", "-all")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> Cli.text(out));
        StringBuilder found = new StringBuilder();
        Cli.text(out)
                .lines()
                .filter(line -> line.contains(" org.sqlite.") || line.contains(" org.h2."))
                .forEach(line -> found.append(line).append('\n'));
        return found.toString();
    }

    /** SQLite's native library; a path that does not exist when it was not unpacked. */
    private static Path library(Databases databases) throws IOException {
        Path var = databases.daemon().var();
        try (Stream<Path> files = Files.walk(var)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith("sqlitejdbc.so"))
                    .findFirst()
                    .orElse(var.resolve("none"));
        }
    }
}
