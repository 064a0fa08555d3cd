package luafcgid.daemon.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import luafcgid.daemon.deploy.DeployException.Kind;
import luafcgid.lua.LuaExtension;

/** Makes a bundle of what lies in {@code ext/}: a jar, a Lua file or a folder. */
final class Packer {
    private Packer() {}

    /** Whether this is meant to be deployed, by its name alone. */
    static boolean accepts(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (isJar(name) || isLua(name) || Files.isDirectory(file));
    }

    private static boolean isJar(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static boolean isLua(String name) {
        return name.endsWith(".lua");
    }

    /**
     * Reads the artifact.
     *
     * @param stamp which version of it
     */
    static Pack pack(Path file, Stamp stamp) throws DeployException {
        try {
            if (Files.isDirectory(file) || isLua(file.getFileName().toString())) {
                return LuaPack.of(file, stamp);
            }
            return jar(file);
        } catch (IOException e) {
            throw new DeployException(Kind.INCOMPLETE, "it cannot be read: " + e.getMessage());
        }
    }

    private static Pack jar(Path file) throws IOException, DeployException {
        if (Files.size(file) == 0) {
            throw new DeployException(Kind.INCOMPLETE, "it is empty: copy the jar again");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            var entry = zip.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                throw new DeployException(
                        Kind.BROKEN,
                        "it is no bundle, since it has no manifest: build it with bnd or a bundle plug-in");
            }
            try (var in = zip.getInputStream(entry)) {
                return describe(new Manifest(in).getMainAttributes(), Files.readAllBytes(file));
            }
        } catch (ZipException e) {
            throw new DeployException(
                    Kind.INCOMPLETE, "it is no jar, or not all of one (" + e.getMessage() + "): copy it again");
        }
    }

    static Pack describe(Attributes manifest, byte[] contents) throws DeployException {
        String name = manifest.getValue("Bundle-SymbolicName");
        if (name == null) {
            throw new DeployException(
                    Kind.BROKEN,
                    "it is no bundle, since its manifest has no Bundle-SymbolicName: build it with bnd or a bundle plug-in");
        }
        String version = manifest.getValue("Bundle-Version");
        String capabilities = manifest.getValue("Provide-Capability");
        boolean promises = manifest.getValue(LuaPack.HEADER) != null
                || (capabilities != null && capabilities.contains(LuaExtension.class.getName()));
        return new Pack(
                new Pack.Contents(contents),
                name.split(";", 2)[0].strip(),
                version == null ? "0.0.0" : version.strip(),
                name.replace(" ", "").contains("singleton:=true")
                        || name.replace(" ", "").contains("singleton:=\"true\""),
                promises);
    }
}
