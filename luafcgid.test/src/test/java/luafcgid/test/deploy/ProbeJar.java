package luafcgid.test.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import luafcgid.test.Folder;

/** A bundle with the module {@code probe}, compiled against a distribution as an author would who has nothing else. */
final class ProbeJar {
    private static final String PROBE =
            """
            package probe;
            import java.nio.file.*;
            import java.util.Map;
            import luafcgid.lua.*;
            import org.luaj.vm2.*;
            import org.osgi.framework.*;
            public final class Probe implements BundleActivator, LuaExtension {
                private String version;
                public void start(BundleContext context) throws Exception {
                    version = context.getBundle().getVersion().toString();
                    context.registerService(LuaExtension.class, this, FrameworkUtil.asDictionary(Map.of(MODULE, "probe")));
                }
                public void stop(BundleContext context) {}
                public LuaValue open(StateContext state, String module) {
                    state.onClose(() -> {});
                    LuaTable table = new LuaTable();
                    table.set("version", version);
                    LibraryFunction.define(table, "wait", arguments -> {
                        Path file = Path.of(arguments.checkjstring(1));
                        while (!Files.exists(file)) {
                            try { Thread.sleep(5); } catch (InterruptedException e) { throw new LuaError("interrupted"); }
                        }
                        return LuaValue.valueOf(new Late().toString() + version);
                    });
                    return table;
                }
            }
            """;

    /** Loaded at its first use only: while the bundle serves, it must be there. */
    private static final String LATE =
            """
            package probe;
            final class Late {
                public String toString() { return "late "; }
            }
            """;

    private static final String FAILING =
            """
            package probe;
            import org.osgi.framework.*;
            public final class Failing implements BundleActivator {
                public void start(BundleContext context) { throw new IllegalStateException("no license"); }
                public void stop(BundleContext context) {}
            }
            """;

    private static final String HANGING =
            """
            package probe;
            import org.osgi.framework.*;
            public final class Hanging implements BundleActivator {
                public void start(BundleContext context) throws Exception { Thread.sleep(600_000); }
                public void stop(BundleContext context) {}
            }
            """;

    private static final String COMPONENT =
            """
            package probe;
            import luafcgid.lua.*;
            import org.luaj.vm2.LuaValue;
            public final class Component implements LuaExtension {
                public Component() { throw new IllegalStateException("no license"); }
                public LuaValue open(StateContext state, String module) { return LuaValue.NIL; }
            }
            """;

    private static final String COMPONENT_XML =
            """
            <scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='probe.component'>
              <implementation class='probe.Component'/>
              <service><provide interface='luafcgid.lua.LuaExtension'/></service>
              <property name='lua.module' value='probe'/>
            </scr:component>
            """;

    private final Map<String, byte[]> classes = new LinkedHashMap<>();

    ProbeJar(Path distribution) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Folder folder = Folder.create()) {
            StringWriter errors = new StringWriter();
            List<String> options = List.of(
                    "-d",
                    folder.resolve("out").toString(),
                    "--release",
                    "17",
                    "-cp",
                    distribution.resolve("bundle/luafcgid.lua.jar") + ":" + distribution.resolve("bin/felix.jar"));
            List<Path> sources = List.of(
                    folder.write("probe/Probe.java", PROBE),
                    folder.write("probe/Late.java", LATE),
                    folder.write("probe/Failing.java", FAILING),
                    folder.write("probe/Hanging.java", HANGING),
                    folder.write("probe/Component.java", COMPONENT));
            var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
            boolean fine = compiler.getTask(
                            errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!fine) {
                throw new AssertionError(errors.toString());
            }
            try (Stream<Path> compiled = Files.walk(folder.resolve("out"))) {
                for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                    classes.put(folder.resolve("out").relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    /** A bundle that offers the module. */
    byte[] version(String version) throws IOException {
        return with(Map.of("Bundle-Version", version));
    }

    /** A bundle with a component whose constructor throws. */
    byte[] component() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(classes);
        entries.put("OSGI-INF/component.xml", COMPONENT_XML.getBytes(StandardCharsets.UTF_8));
        return jar(headers(Map.of("Bundle-Activator", "", "Service-Component", "OSGI-INF/component.xml")), entries);
    }

    /** The same with other headers; an empty one is left out. */
    byte[] with(Map<String, String> headers) throws IOException {
        return jar(headers(headers), classes);
    }

    private static Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                "probe",
                "Bundle-Version",
                "1.0.0",
                "Bundle-Activator",
                "probe.Probe",
                "Import-Package",
                "org.osgi.framework,luafcgid.lua,org.luaj.vm2,org.luaj.vm2.lib",
                "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"luafcgid.lua.LuaExtension\""));
        all.putAll(headers);
        return all;
    }

    static byte[] jar(Map<String, String> headers, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new ArrayList<>(headers.entrySet())
                .stream().filter(header -> !header.getValue().isEmpty()).forEach(header -> manifest.getMainAttributes()
                        .putValue(header.getKey(), header.getValue()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
