package luafcgid.daemon.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import luafcgid.daemon.log.Abort;
import luafcgid.daemon.log.Lines;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The settings among the bundles that they have to get along with, started in the distribution's order. */
@Timeout(60)
class SettingsInFrameworkTest {
    private static final String COMPONENT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="probe" immediate="true"
                configuration-policy="require" init="1">
              <service><provide interface="java.util.function.Supplier"/></service>
              <implementation class="luafcgid.daemon.settings.Probe"/>
            </scr:component>
            """;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Every test starts one.
    private Framework framework;

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
    }

    @Test
    void aSettingComesBeforeAFileFromTheFirstActivationOnAndWhenTheFileChanges() throws Exception {
        conf("probe-main.config", "address=\"file\"\nother=I\"1\"\n");
        conf("probe-free.config", "address=\"file\"\n");
        start("probe~main:address=set\nprobe~main:list=[a,b]");
        awaitProbe("probe~main address=set other=1 list=[a, b]");
        Supplier<String> free = awaitProbe("probe~free address=file other=null list=null");

        conf("probe-main.config", "address=\"changed file\"\nother=I\"12\"\n");
        awaitProbe("probe~main address=set other=12 list=[a, b]");
        assertTrue(!free.toString().contains("probe~main address=file"), free::toString);
        assertTrue(!free.toString().contains("changed file"), free::toString);
    }

    @Test
    void aSettingNeedsNoFileAndOutlivesOne() throws Exception {
        Path file = conf("probe-filed.config", "address=\"file\"\nother=\"file\"\n");
        start("probe~filed:address=set\nprobe~new:address=:9000\nprobe:address=single");
        awaitProbe("probe~new address=:9000 other=null list=null");
        awaitProbe("probe~filed address=set other=file list=null");

        Files.delete(file);
        awaitProbe("probe~filed address=set other=null list=null");
        conf("probe-filed.config", "address=\"file\"\nother=\"again\"\n");
        awaitProbe("probe~filed address=set other=again list=null");
    }

    @Test
    void aMalformedSettingEndsTheStartWithTheStatusOfAWrongConfiguration() throws Exception {
        String before = System.getProperty(Abort.EXIT);
        try {
            start("probe~main address");
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
            assertEquals("78", System.getProperty(Abort.EXIT));
            assertTrue(framework.getState() != Bundle.ACTIVE);
        } finally {
            if (before == null) {
                System.clearProperty(Abort.EXIT);
            }
        }
    }

    /** FileInstall makes {@code probe-main.config} the factory configuration {@code probe~main}. */
    private Path conf(String name, String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("conf")).resolve(name);
        return Files.writeString(file, text);
    }

    private void start(String set) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", folder.resolve("cache").toString());
        properties.put("org.osgi.framework.startlevel.beginning", "10");
        properties.put(
                "felix.fileinstall.dir",
                Files.createDirectories(folder.resolve("conf")).toString());
        properties.put("felix.fileinstall.tmpdir", folder.resolve("tmp").toString());
        properties.put("felix.fileinstall.poll", "100");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.log.level", "0");
        properties.put("luafcgid.set", set);
        framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        for (String function : List.of("org.osgi.util.function.Function", "org.osgi.util.promise.Promise")) {
            install(jarOf(function), 1);
        }
        install(jarOf("org.osgi.service.component.ComponentConstants"), 1);
        install(jarOf("org.apache.felix.cm.impl.ConfigurationManager"), 2);
        install(bundle(), 3);
        install(jarOf("org.apache.felix.fileinstall.ArtifactInstaller"), 4);
        install(jarOf("org.apache.felix.scr.info.ScrInfo"), 10);
        framework.start();
    }

    private void install(Path jar, int level) throws BundleException {
        Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        bundle.start(Bundle.START_ACTIVATION_POLICY);
    }

    /** Waits until the service says exactly that. */
    private Supplier<String> awaitProbe(String values) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        List<String> seen = List.of();
        while (System.nanoTime() < end) {
            List<Supplier<String>> probes = probes();
            seen = probes.stream().map(Supplier::get).toList();
            int found = seen.indexOf(values);
            if (found >= 0) {
                return probes.get(found);
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no probe with " + values + " but " + seen);
    }

    @SuppressWarnings("unchecked")
    private List<Supplier<String>> probes() throws InvalidSyntaxException {
        ServiceReference<?>[] references =
                framework.getBundleContext().getServiceReferences(Supplier.class.getName(), null);
        return Arrays.stream(references == null ? new ServiceReference<?>[0] : references)
                .map(reference ->
                        (Supplier<String>) framework.getBundleContext().getService(reference))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Path jarOf(String type) throws ClassNotFoundException, URISyntaxException {
        Class<?> found = Class.forName(type, false, SettingsInFrameworkTest.class.getClassLoader());
        return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** This package, what it needs of the bundle and a component to receive settings. */
    private Path bundle() throws IOException, ClassNotFoundException, URISyntaxException {
        Manifest manifest = new Manifest();
        Map.of(
                        "Manifest-Version", "1.0",
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "probe",
                        "Bundle-Activator", Activator.class.getName(),
                        "Import-Package", "org.osgi.framework,org.osgi.service.cm,org.osgi.util.tracker",
                        "Service-Component", "OSGI-INF/probe.xml")
                .forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        Path jar = folder.resolve("probe.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> root : List.of(Activator.class, Probe.class, Lines.class)) {
                add(out, jarOf(root.getName()), root);
            }
            out.putNextEntry(new ZipEntry("OSGI-INF/probe.xml"));
            out.write(COMPONENT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path classes, Class<?> member) throws IOException {
        Path folder = classes.resolve(member.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(file -> {
                try {
                    out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
