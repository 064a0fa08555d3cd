package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a start script that acts a daemon. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
final class BackgroundTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(folder.resolve("home/bin"));
    }

    private VarFolder var() {
        return new VarFolder(folder.resolve("var"));
    }

    private Background daemon(String... lines) throws IOException {
        Path script = folder.resolve("home/bin/luafcgid");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(script.toFile().setExecutable(true));
        Launch launch = new Launch(
                new Distribution(folder.resolve("home")),
                var(),
                folder,
                Optional.empty(),
                Optional.empty(),
                List.of(new Setting("p", "k", "a b")),
                Inherited.NOTHING);
        return new Background(launch, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void theReadyLineOfThisDaemonIsPrintedAndNoEarlierOnes() throws Exception {
        var().create();
        Files.writeString(var().pid(), "1\n");
        Files.writeString(var().ready(), "luafcgid ready: long ago\n");
        Background background = daemon(
                "printf '%s\\n' \"$@\" >" + folder.resolve("given"),
                "rm " + var().ready(),
                "echo $$ >" + var().pid(),
                "echo 'luafcgid ready: now' >" + var().ready() + ".part",
                "mv " + var().ready() + ".part " + var().ready(),
                // It ends with the folder too: what deletes that may be quicker than a look at the file.
                "until [ -e " + folder.resolve("seen") + " ] || [ ! -d " + folder + " ]; do sleep 0.01; done");
        try {
            assertEquals(Exit.OK, background.start());
        } finally {
            Files.createFile(folder.resolve("seen"));
        }
        assertEquals("luafcgid ready: now\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(
                List.of("serve", folder.toString(), "--var", var().path().toString(), "--set", "p:k=a b"),
                Files.readAllLines(folder.resolve("given")));
    }

    @Test
    void theReasonOfAFailureIsPassedOnWithItsStatusAndNothingIsLeft() throws Exception {
        int status = daemon("echo 'luafcgid: address in use' >&2", "exit 78").start();
        assertEquals(78, status);
        assertEquals("luafcgid: address in use\n", err.toString(StandardCharsets.UTF_8));
        assertFalse(Files.exists(var().path()));
    }

    @Test
    void aDaemonThatEndsWithoutAReasonLeavesItsWordsInTheLog() throws Exception {
        int status = daemon("echo 'fatal: out of luck'", "exit 3").start();
        assertEquals(3, status);
        assertTrue(err.toString(StandardCharsets.UTF_8)
                .startsWith("fatal: out of luck\nluafcgid: it ended with status 3"));
        assertEquals("fatal: out of luck\n", Files.readString(var().console()));
    }

    @Test
    void aSecondStartNamesTheProcessAndTheRemedy() throws Exception {
        var().create();
        Files.writeString(var().pid(), "4711\n");
        try (InstanceLock lock = InstanceLock.take(var().lock()).orElseThrow()) {
            Failure failure = assertThrows(Failure.class, () -> daemon("exit 0").start());
            assertTrue(failure.line().contains("in use by process 4711; stop it with: luafcgid stop"), failure.line());
            assertTrue(InstanceLock.held(var().lock()), lock::toString);
        }
    }

    @Test
    void withoutAnEarlierStartThereIsNothingToRestart() {
        Failure failure = assertThrows(Failure.class, () -> Background.restart(var(), print(out), print(err)));
        assertTrue(failure.line().contains("start it with: luafcgid start"), failure.line());
    }
}
