package luafcgid.daemon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import luafcgid.daemon.deploy.ArtifactInfo.Status;
import luafcgid.daemon.deploy.DeployException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployerTest {
    private static final Duration SETTLE = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private final FakePlatform platform = new FakePlatform();
    private final Deque<Runnable> drains = new ArrayDeque<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Deployer deployer = new Deployer(
            platform,
            new DeploySettings(Duration.ofSeconds(60), SETTLE, Duration.ofSeconds(10)),
            drains::add,
            (delay, work) -> later.add(work));

    private Path bundle(String file, String name, String version) throws IOException {
        return Jars.bundle(folder.resolve(file), name, version);
    }

    private void look(Path... files) {
        deployer.look(List.of(files));
    }

    private void runAll(Deque<Runnable> work) {
        List<Runnable> now = List.copyOf(work);
        work.clear();
        now.forEach(Runnable::run);
    }

    private ArtifactInfo only() {
        assertEquals(1, deployer.artifacts().size());
        return deployer.artifacts().get(0);
    }

    @Test
    void aFileIsInstalledAndStarted() throws Exception {
        look(bundle("a.jar", "a", "1.0"));
        assertEquals(List.of("a#1*"), platform.state());
        assertEquals(Status.ACTIVE, only().status());
        assertEquals("1.0", only().version());
    }

    @Test
    void aFileThatHasNotChangedIsLeftAlone() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        int calls = platform.calls.size();
        look(file);
        assertEquals(calls, platform.calls.size());
    }

    @Test
    void aNewVersionStartsBeforeTheOldOneGoes() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        platform.calls.clear();
        bundle("a.jar", "a", "1.1");
        look(file);
        runAll(drains);
        assertEquals(
                List.of("install a#2", "start a#2", "replace a#1 by a#2", "retire a#1", "drain a#1", "uninstall a#1"),
                platform.calls);
    }

    @Test
    void aNewVersionThatFailsGoesAndThePreviousOneServesOn() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        platform.fault("a", Kind.BROKEN, "no license");
        bundle("a.jar", "a", "1.1");
        look(file);
        assertEquals(List.of("a#1*"), platform.state());
        assertEquals(Status.PREVIOUS, only().status());
        assertEquals("no license", only().detail());
        assertEquals("1.0", only().version());
        platform.noFault("a");
        bundle("a.jar", "a", "1.2");
        look(file);
        assertEquals(Status.ACTIVE, only().status());
        assertEquals("", only().detail());
    }

    @Test
    void aFirstVersionThatFailsIsUninstalledAndListed() throws Exception {
        platform.fault("a", Kind.BROKEN, "no license");
        look(bundle("a.jar", "a", "1.0"));
        assertEquals(List.of(), platform.state());
        assertEquals(Status.FAILED, only().status());
        Files.delete(folder.resolve("a.jar"));
        look(folder.resolve("a.jar"));
        assertEquals(List.of(), deployer.artifacts());
    }

    @Test
    void aRemovedFileServesRequestsInFlightToTheirEnd() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        Files.delete(file);
        look(file);
        assertEquals(List.of("a#1*"), platform.state());
        assertEquals(List.of(), deployer.artifacts());
        runAll(drains);
        assertEquals(List.of(), platform.state());
    }

    @Test
    void whatTakesTooLongToDrainGoesAllTheSame() throws Exception {
        platform.drains = false;
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        Files.delete(file);
        look(file);
        runAll(drains);
        assertEquals(List.of(), platform.state());
    }

    @Test
    void whatLacksAPackageIsStartedWhenThatHasCome() throws Exception {
        platform.fault("a", Kind.WAITING, "it needs the package b");
        look(bundle("a.jar", "a", "1.0"));
        assertEquals(Status.WAITING, only().status());
        assertEquals(List.of("a#1"), platform.state());
        platform.noFault("a");
        look(bundle("b.jar", "b", "1.0"));
        assertTrue(platform.state().contains("a#1*"), platform.state().toString());
        assertEquals(
                List.of(Status.ACTIVE, Status.ACTIVE),
                deployer.artifacts().stream().map(ArtifactInfo::status).toList());
    }

    @Test
    void whatLacksAServiceIsLookedAtAgainWithoutADrop() throws Exception {
        platform.fault("a", Kind.WAITING, "it needs a driver");
        look(bundle("a.jar", "a", "1.0"));
        platform.noFault("a");
        runAll(later);
        assertEquals(Status.ACTIVE, only().status());
    }

    @Test
    void anUpdateThatLacksAPackageIsTriedAgainWhenAnotherFileComes() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        platform.fault("a", Kind.WAITING, "it needs the package b");
        bundle("a.jar", "a", "1.1");
        look(file);
        assertEquals(Status.PREVIOUS, only().status());
        assertEquals(List.of("a#1*"), platform.state());
        platform.noFault("a");
        look(bundle("b.jar", "b", "1.0"));
        assertEquals("1.1", deployer.artifacts().get(0).version());
        assertEquals(Status.ACTIVE, deployer.artifacts().get(0).status());
    }

    @Test
    void allAreInstalledBeforeTheFirstIsStarted() throws Exception {
        look(bundle("b.jar", "b", "1.0"), bundle("a.jar", "a", "1.0"));
        assertEquals(List.of("install a#1", "install b#2", "start a#1", "start b#2"), platform.calls);
    }

    @Test
    void aHalfCopiedJarIsNoErrorUntilItStaysSo() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        look();
        look(file);
        assertEquals(List.of(), deployer.artifacts());
        Thread.sleep(SETTLE.toMillis() + 1);
        runAll(later);
        assertEquals(Status.FAILED, only().status());
        assertTrue(only().detail().contains("copy it again"), only().detail());
        Files.write(file, whole);
        look(file);
        assertEquals(Status.ACTIVE, only().status());
    }

    @Test
    void whatIsNoJarWhenTheDaemonStartsIsFaultyAtOnce() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        Files.write(file, new byte[] {'P', 'K'});
        look(file);
        assertEquals(Status.FAILED, only().status());
    }

    @Test
    void aJarThatGoesOnGrowingIsNoError() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        byte[] whole = Files.readAllBytes(file);
        look();
        for (int size = 1; size < whole.length; size += 20) {
            Files.write(file, java.util.Arrays.copyOf(whole, size));
            look(file);
            Thread.sleep(SETTLE.toMillis() + 1);
        }
        assertEquals(List.of(), deployer.artifacts());
        Files.write(file, whole);
        look(file);
        assertEquals(Status.ACTIVE, only().status());
    }

    @Test
    void ofASingletonOneVersionStopsBeforeTheNextStarts() throws Exception {
        Path file = bundle("a.jar", "a;singleton:=true", "1.0");
        look(file);
        platform.calls.clear();
        bundle("a.jar", "a;singleton:=true", "1.1");
        look(file);
        assertEquals(
                List.of("install a#2", "uninstall a#2", "drain a#1", "uninstall a#1", "install a#3", "start a#3"),
                platform.calls);
        assertEquals("1.1", only().version());
    }

    @Test
    void ofASingletonThePreviousVersionStartsAgainWhenTheNextFails() throws Exception {
        Path file = bundle("a.jar", "a;singleton:=true", "1.0");
        look(file);
        platform.calls.clear();
        platform.fault("a 1.1", Kind.BROKEN, "no license");
        bundle("a.jar", "a;singleton:=true", "1.1");
        look(file);
        assertEquals(List.of("a#4*"), platform.state());
        assertEquals("1.0", only().version());
        assertEquals(Status.PREVIOUS, only().status());
    }

    @Test
    void aRenamedFileIsThereAllTheTime() throws Exception {
        Path old = bundle("b.jar", "a", "1.0");
        look(old);
        platform.calls.clear();
        Files.delete(old);
        look(old, bundle("c.jar", "a", "1.1"));
        runAll(drains);
        assertEquals(List.of("install a#2", "start a#2", "retire a#1", "drain a#1", "uninstall a#1"), platform.calls);
    }

    @Test
    void aFaultyUpdateIsNotTriedAgainWhileAnotherFileWaits() throws Exception {
        Path file = bundle("a.jar", "a", "1.0");
        look(file);
        platform.fault("a", Kind.WAITING, "it needs the package c");
        platform.fault("b", Kind.WAITING, "it needs a driver");
        look(bundle("b.jar", "b", "1.0"));
        bundle("a.jar", "a", "1.1");
        look(file);
        platform.calls.clear();
        runAll(later);
        assertEquals(List.of("start b#2"), platform.calls);
    }

    @Test
    void aFolderIsTakenWhenItHasStoppedGrowing() throws Exception {
        look();
        Path library = Files.createDirectories(folder.resolve("library"));
        Files.writeString(library.resolve("a.lua"), "return 1");
        look(library);
        assertFalse(platform.calls.contains("install library#1"));
        Files.writeString(library.resolve("b.lua"), "return 2");
        runAll(later);
        assertEquals(List.of(), platform.calls);
        runAll(later);
        assertEquals(List.of("install library#1", "start library#1"), platform.calls);
    }
}
