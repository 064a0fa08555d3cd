package luafcgid.bench.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with this module's classes, started with what the start script gives the daemon's. */
final class Jvm {
    private Jvm() {}

    static List<String> command(Path home, Class<?> main, String... words) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-XX:NewSize=20m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(words));
        return command;
    }
}
