package luafcgid.daemon.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import luafcgid.daemon.deploy.DeployException.Kind;

/** Makes bundles of Lua files and of folders, as if {@code ext/} were on {@code package.path}. */
final class LuaPack {
    /** Where the extender of luafcgid.lua looks. */
    static final String HEADER = "Lua-Modules";

    private static final String FOLDER = "lua/";
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyy.M.d.HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private LuaPack() {}

    static Pack of(Path file, Stamp stamp) throws IOException, DeployException {
        try {
            Path manifest = file.resolve(JarFile.MANIFEST_NAME);
            return Files.isRegularFile(manifest) ? explodedBundle(file, manifest) : lua(file, stamp);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A folder that is laid out as a bundle is one. */
    private static Pack explodedBundle(Path folder, Path manifestFile) throws IOException, DeployException {
        Manifest manifest;
        try (var in = Files.newInputStream(manifestFile)) {
            manifest = new Manifest(in);
        }
        byte[] jar = jar(manifest, folder, "", files(folder, ""));
        return Packer.describe(manifest.getMainAttributes(), jar);
    }

    private static Pack lua(Path file, Stamp stamp) throws IOException, DeployException {
        String name = file.getFileName().toString();
        Path base = Objects.requireNonNull(file.toAbsolutePath().getParent());
        boolean folder = Files.isDirectory(file);
        String module = folder ? name : name.substring(0, name.length() - ".lua".length());
        if (module.contains(".")) {
            throw new DeployException(
                    Kind.BROKEN, "no require can name it, since '.' means a folder there: rename it without dots");
        }
        List<Path> files = folder ? files(file, ".lua") : List.of(file);
        if (files.isEmpty()) {
            throw new DeployException(
                    Kind.INCOMPLETE, "no Lua file is in it: put x.lua or init.lua there, or remove it");
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", module.replaceAll("[^A-Za-z0-9_-]", "_"));
        attributes.putValue("Bundle-Version", VERSION.format(stamp.youngest().toInstant()));
        attributes.putValue(
                HEADER,
                FOLDER + ";origin=\"" + file.toAbsolutePath().getParent().getFileName() + "\"");
        byte[] jar = jar(manifest, base, FOLDER, files);
        return Packer.describe(attributes, jar);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(path -> path.toString().endsWith(suffix) && !isHidden(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static byte[] jar(Manifest manifest, Path base, String prefix, List<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            // The framework reads it once: packing it tightly would only take time.
            jar.setLevel(0);
            for (Path file : files) {
                String name = base.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
                if (!name.equals(JarFile.MANIFEST_NAME)) {
                    jar.putNextEntry(new ZipEntry(prefix + name));
                    Files.copy(file, jar);
                    jar.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
