package luafcgid.test.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import luafcgid.test.Jdk;
import luafcgid.test.OnNewestJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

@OnNewestJdk
@Timeout(240)
final class BadArtifactTest {
    @Parameter
    Jdk jdk;

    @Test
    void whatIsFaultyIsToldOnceAndThePreviousVersionServes() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            byte[] whole = probe.version("1.0.0");
            d.drop("probe.jar", whole);
            d.await("probe", "1.0.0");

            refused(d, "it is no jar, or not all of one", Arrays.copyOf(whole, whole.length / 2));
            refused(
                    d,
                    "it is no bundle, since its manifest has no Bundle-SymbolicName",
                    ProbeJar.jar(Map.of(), Map.of()));
            refused(
                    d,
                    "its start fails: java.lang.IllegalStateException: no license",
                    probe.with(Map.of("Bundle-Activator", "probe.Failing")));
            refused(
                    d,
                    "it needs the package org.nope, which no bundle exports",
                    probe.with(Map.of("Import-Package", "org.nope,org.osgi.framework,luafcgid.lua,org.luaj.vm2")));
            refused(
                    d,
                    "it offers no luafcgid.lua.LuaExtension, although its manifest says so",
                    probe.with(Map.of("Bundle-Activator", "")));
            refused(
                    d,
                    "probe/lua/bad.lua:2: ",
                    ProbeJar.jar(
                            Map.of(
                                    "Bundle-ManifestVersion", "2",
                                    "Bundle-SymbolicName", "probe",
                                    "Lua-Modules", "lua/"),
                            Map.of(
                                    "lua/probe.lua", "return {version = 'lua'}".getBytes(StandardCharsets.UTF_8),
                                    "lua/bad.lua", "\nretu rn".getBytes(StandardCharsets.UTF_8))));
            refused(
                    d,
                    "its component probe.component fails: java.lang.IllegalStateException: no license",
                    probe.component());

            d.drop("probe.jar", probe.version("2.0.0"));
            d.await("probe", "2.0.0");
            assertEquals("", d.rows("previous"));
            assertTrue(d.daemon.command("status").out().contains("extensions"), "a line of the status");
        }
    }

    private static void refused(Deployment d, String reason, byte[] contents) throws Exception {
        d.drop("probe.jar", contents);
        d.awaitRow("ext/probe.jar", reason);
        assertTrue(d.rows("ext/probe.jar").contains("previous"), d.rows("probe"));
        assertEquals("1.0.0", d.use("probe"));
        assertEquals(1, d.logged("probe.jar", reason), d.daemon.log());
    }

    @Test
    void whatComesFirstServesAndTheOtherWaitsBehindIt() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            d.drop("a.jar", probe.version("1.0.0"));
            d.await("probe", "1.0.0");
            d.drop("b.jar", probe.version("3.0.0"));
            d.awaitRow("ext/b.jar", "hidden by probe 1.0.0");
            assertEquals("1.0.0", d.use("probe"));
            assertEquals(1, d.logged("b.jar", "hidden by"));
            d.drop("a.jar", probe.version("1.1.0"));
            d.await("probe", "1.1.0");
            d.remove("a.jar");
            d.await("probe", "3.0.0");
        }
    }

    @Test
    void whatLacksSomethingStartsWhenThatComes() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            d.drop(
                    "probe.jar",
                    probe.with(Map.of("Import-Package", "org.nope,org.osgi.framework,luafcgid.lua,org.luaj.vm2")));
            d.awaitRow("ext/probe.jar", "waiting");
            d.drop(
                    "nope.jar",
                    ProbeJar.jar(
                            Map.of(
                                    "Bundle-ManifestVersion", "2",
                                    "Bundle-SymbolicName", "nope",
                                    "Export-Package", "org.nope"),
                            Map.of("org/nope/x.txt", new byte[1])));
            d.await("probe", "1.0.0");
        }
    }

    @Test
    void aSingletonIsReplacedAndBroughtBackWhenItsSuccessorFails() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        Map<String, String> single = Map.of("Bundle-SymbolicName", "probe;singleton:=true");
        try (Deployment d = new Deployment(jdk)) {
            d.drop("probe.jar", probe.with(single));
            d.await("probe", "1.0.0");
            d.drop(
                    "probe.jar",
                    probe.with(Map.of(
                            "Bundle-SymbolicName", "probe;singleton:=true",
                            "Bundle-Activator", "probe.Failing")));
            d.awaitRow("ext/probe.jar", "no license");
            d.await("probe", "1.0.0");
            d.drop(
                    "probe.jar",
                    probe.with(Map.of("Bundle-SymbolicName", "probe;singleton:=true", "Bundle-Version", "2.0.0")));
            d.await("probe", "2.0.0");
        }
    }

    @Test
    void faultyFilesKeepNoDaemonFromBeingReadyNorFromEnding() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        Map<String, byte[]> before = Map.of(
                "bad.jar", "no jar".getBytes(StandardCharsets.UTF_8),
                "fine.lua", "return {version = 'fine'}".getBytes(StandardCharsets.UTF_8),
                "hanging.jar",
                        probe.with(Map.of("Bundle-SymbolicName", "hanging", "Bundle-Activator", "probe.Hanging")),
                "probe.jar", probe.version("1.0.0"));
        try (Deployment d = new Deployment(jdk, before, "--set", "luafcgid.daemon.Deploy:start=5")) {
            assertEquals("fine", d.use("fine"));
            d.await("probe", "1.0.0");
            d.awaitRow("ext/bad.jar", "failed");
            d.awaitRow("ext/hanging.jar", "its start has not ended after 5.0 s");
        }
    }
}
