package luafcgid.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import luafcgid.launcher.migration.ConfText;
import luafcgid.launcher.migration.Migration;
import org.jspecify.annotations.Nullable;

/** {@code luafcgid config --import}: writes what an old configuration file says as files of this program. */
final class Import {
    private final Distribution distribution;
    private final OldConfiguration old;
    private final Path folder;
    private final boolean force;

    /** A file that is to be there; {@code before} is what is there now, null when it is not. */
    private record Planned(Path file, @Nullable String before, String text) {
        boolean changes() {
            return !text.equals(before);
        }
    }

    private Import(Distribution distribution, OldConfiguration old, Path folder, boolean force) {
        this.distribution = distribution;
        this.old = old;
        this.folder = folder;
        this.force = force;
    }

    static Import of(Arguments arguments) throws Failure {
        Distribution distribution = Distribution.here();
        String file = arguments
                .one(Option.IMPORT)
                .orElseThrow(() -> new Failure(
                        Exit.USAGE, "config needs --import FILE, the old configuration file; see: luafcgid help"));
        Path folder = arguments.one(Option.CONF).isPresent()
                ? VarFolder.path("--conf", arguments.one(Option.CONF).get())
                : distribution.conf();
        return new Import(
                distribution,
                OldConfiguration.of(distribution, Option.IMPORT, file),
                folder,
                !arguments.all(Option.FORCE).isEmpty());
    }

    int run(PrintStream out, PrintStream err) throws Failure, IOException {
        Migration migration = old.read(err);
        List<Planned> plan = plan(migration);
        refuseConflicts(plan);
        migration.report().forEach(line -> out.println(Text.escape(line)));
        Files.createDirectories(folder);
        for (Planned each : plan) {
            write(each, out);
        }
        String conf = folder.equals(distribution.conf()) ? "" : " --conf " + folder;
        out.println("serve with: luafcgid start DIR" + conf + ", where DIR holds the scripts");
        return Exit.OK;
    }

    private List<Planned> plan(Migration migration) throws Failure, IOException {
        List<Planned> plan = new ArrayList<>();
        for (Map.Entry<String, ? extends Map<String, Object>> each :
                migration.settings().entrySet()) {
            String name = each.getKey().replace('~', '-') + ".config";
            Path target = target(name);
            String before = Files.exists(target) ? Files.readString(target) : null;
            Path standard = distribution.conf().resolve(name);
            String base = before != null ? before : Files.exists(standard) ? Files.readString(standard) : "";
            plan.add(new Planned(target, before, ConfText.with(base, each.getValue())));
        }
        return plan;
    }

    private Path target(String name) throws Failure, IOException {
        for (Path present : Files.isDirectory(folder) ? ConfFolders.files(folder) : List.<Path>of()) {
            if (ConfFolders.pid(present.getFileName()).equals(ConfFolders.pid(Path.of(name)))
                    && !present.endsWith(name)) {
                throw new Failure(
                        Exit.CANNOT_CREATE,
                        present + " configures the same as " + name + " would; rename it to that, or choose another"
                                + " folder with --conf DIR");
            }
        }
        return folder.resolve(name);
    }

    private void refuseConflicts(List<Planned> plan) throws Failure, IOException {
        List<String> edited = new ArrayList<>();
        for (Planned each : plan) {
            if (each.changes() && each.before != null && !each.before.equals(shipped(each.file))) {
                edited.add(each.file.toString());
            }
        }
        if (!edited.isEmpty() && !force) {
            throw new Failure(
                    Exit.CANNOT_CREATE,
                    "nothing is written, since these files have been edited: " + String.join(", ", edited)
                            + "; choose another folder with --conf DIR, or change them all the same with --force");
        }
    }

    /** The file as the distribution came with it; empty when it came without. */
    private static String shipped(Path file) throws IOException {
        try (InputStream in = Import.class.getResourceAsStream("conf/" + file.getFileName())) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Planned planned, PrintStream out) throws IOException {
        if (!planned.changes()) {
            out.println("is so already: " + planned.file);
            return;
        }
        if (planned.before != null && !planned.before.equals(shipped(planned.file))) {
            Path old = planned.file.resolveSibling(planned.file.getFileName() + ".old");
            Files.copy(planned.file, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            out.println("kept: " + old);
        }
        // Into the file that is there, whose owner and permissions stay.
        Files.writeString(planned.file, planned.text);
        out.println("written: " + planned.file);
    }
}
