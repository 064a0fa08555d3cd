package luafcgid.daemon.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars with a manifest and nothing else. */
final class Jars {
    private Jars() {}

    /** Makes a file that is not the one of that name: two of a size may be written within a tick of the disk's clock. */
    static Path write(Path file, Map<String, String> headers) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (OutputStream out = Files.newOutputStream(part);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.flush();
        }
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Path bundle(Path file, String name, String version) throws IOException {
        return write(
                file, Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", version));
    }
}
