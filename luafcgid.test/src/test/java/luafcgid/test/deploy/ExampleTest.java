package luafcgid.test.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

@OnNewestJdk
@Timeout(240)
final class ExampleTest {
    @Parameter
    Jdk jdk;

    @Test
    void theExampleBuildsOutsideOfTheReactorAndServesWhenItIsDropped() throws Exception {
        assumeTrue(hasMaven(), "mvn is not on the PATH");
        try (Folder folder = Folder.create()) {
            folder.copy(Path.of(System.getProperty("luafcgid.examples"), "extension"), "extension");
            build(folder.resolve("extension"));
            serve(Files.readAllBytes(folder.resolve("extension/target/example.slug.jar")));
        }
    }

    private void serve(byte[] jar) throws Exception {
        try (Deployment d = new Deployment(jdk)) {
            d.site.write("slug.lua", "function main(env, con) con:puts(require('slug').of('H\u00e9llo, World!')) end");
            d.drop("example.slug.jar", jar);
            Poll.until("the example", () -> d.connection.get("/slug.lua").body().equals("hello-world"));
        }
    }

    private static boolean hasMaven() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn")));
    }

    /** Offline, as this test's own build may be: that has brought all that the example needs. */
    private static void build(Path project) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-o", "package", "-Dluafcgid.home=" + Deployment.distribution()));
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
