package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The choice of a Java by bin/luafcgid, with Javas that only say their name. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
final class StartScriptTest {
    @TempDir
    Path folder;

    @Test
    void theNewestJavaIsUsed() throws Exception {
        java("a", "17.0.15");
        java("b", "25.0.3");
        java("c", "1.8.0_392");
        java("d", "25-ea");
        java("e", "21.0.10");
        assertEquals("b", run(Map.of()).out());
    }

    @Test
    void theOneThatJavaHomeNamesComesFirst() throws Exception {
        java("a", "25");
        Path home = java("b", "17.0.1");
        assertEquals("b", run(Map.of("JAVA_HOME", home.toString())).out());
    }

    @Test
    void itWorksThroughALink() throws Exception {
        java("a", "17");
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, script());
        assertEquals("a", run(link, Map.of()).out());
        Files.delete(link);
    }

    @Test
    void noJavaIsOneLineWithTheRemedy() throws Exception {
        Result result = run(Map.of());
        assertEquals(69, result.status());
        assertTrue(result.out().startsWith("luafcgid: no Java found; install version 17 or later"), result.out());
        assertEquals(1, result.out().lines().count());
    }

    @Test
    void aJavaTooOldIsNamed() throws Exception {
        Path home = java("old", "11.0.2");
        Result found = run(Map.of());
        assertEquals(69, found.status());
        assertTrue(found.out().contains(home + ", version 11; 17 or later is needed"), found.out());
        Result named = run(Map.of("JAVA_HOME", home.toString()));
        assertEquals(69, named.status());
        assertTrue(named.out().contains("JAVA_HOME is Java 11.0.2; 17 or later is needed"), named.out());
    }

    @Test
    void aJavaHomeThatIsNoneIsNamed() throws Exception {
        java("a", "17");
        Result result = run(Map.of("JAVA_HOME", folder.toString()));
        assertEquals(69, result.status());
        assertTrue(result.out().contains("JAVA_HOME is " + folder + ", which is no Java"), result.out());
    }

    private record Result(int status, String out) {}

    private static Path script() {
        return Path.of("src/main/dist/bin/luafcgid").toAbsolutePath();
    }

    private Path java(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jvm").resolve(name));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
        executable(Files.createDirectories(home.resolve("bin")).resolve("java"), "printf '%s\\n' '" + name + "'");
        return home;
    }

    private static void executable(Path path, String command) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + command + "\n");
        assertTrue(path.toFile().setExecutable(true));
    }

    private Result run(Map<String, String> environment) throws IOException, InterruptedException {
        return run(script(), environment);
    }

    private Result run(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        // No java on the path: the tools that the script uses, and nothing else.
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("readlink", "rm")) {
            executable(tools.resolve(tool), "exec " + existing(tool) + " \"$@\"");
        }
        List<String> jvms = new ArrayList<>();
        File[] homes = folder.resolve("jvm").toFile().listFiles();
        for (File home : homes == null ? new File[0] : homes) {
            jvms.add(home.toString());
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("LUAFCGID_JVMS", String.join(" ", jvms));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out.strip());
    }

    private static Path existing(String tool) {
        Path usr = Path.of("/usr/bin", tool);
        return Files.exists(usr) ? usr : Path.of("/bin", tool);
    }
}
