package luafcgid.bench.library;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Bundles with a module whose field {@code version} is the bundle's. Compiled once, against the distribution. */
final class DropProbe {
    private static final String SOURCE =
            """
            package probe;
            import java.util.Map;
            import luafcgid.lua.*;
            import org.luaj.vm2.*;
            import org.osgi.framework.*;
            public final class Probe implements BundleActivator, LuaExtension {
                private String version;
                public void start(BundleContext context) {
                    Bundle bundle = context.getBundle();
                    version = bundle.getVersion().toString();
                    context.registerService(
                        LuaExtension.class, this, FrameworkUtil.asDictionary(Map.of(MODULE, bundle.getSymbolicName())));
                }
                public void stop(BundleContext context) {}
                public LuaValue open(StateContext state, String module) {
                    LuaTable table = new LuaTable();
                    table.set("version", version);
                    return table;
                }
            }
            """;

    private final byte[] code;

    DropProbe(Path distribution, Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("probe")).resolve("Probe.java");
        Files.writeString(source, SOURCE);
        StringWriter errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            String path = distribution.resolve("bundle/luafcgid.lua.jar") + ":" + distribution.resolve("bin/felix.jar");
            List<String> options = List.of("-d", folder.toString(), "--release", "17", "-cp", path);
            if (!compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IOException("the probe does not compile: " + errors);
            }
        }
        code = Files.readAllBytes(folder.resolve("probe/Probe.class"));
    }

    /** A bundle of that name, which is its module's too. */
    byte[] jar(String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Bundle-Activator", "probe.Probe");
        headers.putValue("Import-Package", "org.osgi.framework,luafcgid.lua,org.luaj.vm2");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("probe/Probe.class"));
            jar.write(code);
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
