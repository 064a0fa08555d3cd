package luafcgid.test.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import luafcgid.test.WebServer;

/** PostgreSQL. It refuses to run as root, and is another user's then. */
final class Postgres extends DatabaseServer {
    private final List<String> as = new ArrayList<>();

    Postgres() throws Exception {
        super("PostgreSQL");
    }

    @Override
    void prepare(Path home) throws Exception {
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        Optional<String[]> other = System.getProperty("user.name").equals("root") ? account() : Optional.empty();
        if (other.isPresent()) {
            as.addAll(List.of("setpriv", "--reuid=" + other.get()[2], "--regid=" + other.get()[3], "--clear-groups"));
            int uid = Integer.parseInt(other.get()[2]);
            Files.setAttribute(home, "unix:uid", uid);
            Files.setAttribute(password, "unix:uid", uid);
        }
        List<String> init = new ArrayList<>(as);
        init.addAll(List.of(program("initdb"), "-D", home + "/data", "-U", USER, "-E", "UTF8", "--locale=C"));
        init.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + password, "--no-sync"));
        run(init);
    }

    /** The line of a user whom nobody else is. */
    private static Optional<String[]> account() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields[0].equals("postgres") || fields[0].equals("nobody"))
                    .max(Comparator.comparing(fields -> fields[0]));
        }
    }

    @Override
    List<String> command(Path home) {
        List<String> command = new ArrayList<>(as);
        command.addAll(List.of(program("postgres"), "-D", home + "/data", "-k", home.toString(), "-p", "" + port()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "max_connections=40",
                "shared_buffers=16MB",
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    /** Debian has them outside of PATH, in a folder of their version. */
    private static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            Path[] folders = versions.map(version -> version.resolve("bin"))
                    .sorted(Comparator.reverseOrder())
                    .toArray(Path[]::new);
            return WebServer.program(name, "postgresql", folders).toString();
        } catch (IOException e) {
            return WebServer.program(name, "postgresql").toString();
        }
    }

    @Override
    String endSignal() {
        return "INT";
    }

    @Override
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }
}
