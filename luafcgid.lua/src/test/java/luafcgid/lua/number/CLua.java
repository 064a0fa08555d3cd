package luafcgid.lua.number;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;

/** The interpreter in C of a dialect, for tests that compare with it. */
public final class CLua {
    private CLua() {}

    /** The lines that a script prints, as Latin-1. Skips the test where the interpreter is missing. */
    public static List<String> lines(Dialect dialect, String script) throws IOException, InterruptedException {
        String command = "lua" + dialect.version();
        assumeTrue(isInstalled(command), command + " is not installed");
        Path file = Files.createTempFile("snippet", ".lua");
        Path output = Files.createTempFile("snippet", ".out");
        try {
            Files.write(file, script.getBytes(StandardCharsets.ISO_8859_1));
            Process process = new ProcessBuilder(command, file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.waitFor();
            return Files.readAllLines(output, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(file);
            Files.delete(output);
        }
    }

    private static boolean isInstalled(String command) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
