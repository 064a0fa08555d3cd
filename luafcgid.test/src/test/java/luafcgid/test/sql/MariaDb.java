package luafcgid.test.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import luafcgid.test.WebServer;

/** MariaDB, which stands for MySQL too. */
final class MariaDb extends DatabaseServer {
    private static final List<String> FAST = List.of(
            "--no-defaults",
            "--innodb-flush-method=nosync",
            "--innodb-log-file-size=8M",
            "--innodb-buffer-pool-size=16M",
            "--skip-name-resolve");

    private Path init;

    MariaDb() throws Exception {
        super("MariaDB");
    }

    @Override
    void prepare(Path home) throws Exception {
        String install =
                WebServer.program("mariadb-install-db", "mariadb-server-core").toString();
        WebServer.program("my_print_defaults", "mariadb-client-core");
        List<String> command = new ArrayList<>(List.of(install));
        command.addAll(FAST);
        command.addAll(List.of("--datadir=" + home + "/data", "--user=" + System.getProperty("user.name")));
        command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
        run(command);
        init = Files.writeString(
                home.resolve("init.sql"),
                """
                create database if not exists test character set utf8mb4;
                create user if not exists '%1$s'@'%%' identified by '%2$s';
                grant all on *.* to '%1$s'@'%%';
                """
                        .formatted(USER, PASSWORD));
    }

    @Override
    List<String> command(Path home) {
        List<String> command = new ArrayList<>(
                List.of(WebServer.program("mariadbd", "mariadb-server-core").toString()));
        command.addAll(FAST);
        command.addAll(List.of(
                "--datadir=" + home + "/data",
                "--user=" + System.getProperty("user.name"),
                "--socket=" + home + "/s",
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                "--innodb-flush-log-at-trx-commit=0",
                "--max-connections=40",
                "--init-file=" + init));
        return command;
    }

    @Override
    String endSignal() {
        return "TERM";
    }

    @Override
    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/test";
    }
}
