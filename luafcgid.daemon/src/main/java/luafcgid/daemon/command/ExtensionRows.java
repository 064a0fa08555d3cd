package luafcgid.daemon.command;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import luafcgid.daemon.deploy.ArtifactInfo;
import luafcgid.daemon.deploy.ArtifactInfo.Status;
import luafcgid.lua.Extensions;

/** What there is to say of extensions: their modules, and the files in {@code ext/} that are faulty or have none. */
record ExtensionRows(Extensions extensions, Supplier<List<ArtifactInfo>> artifacts) {
    private static final String NONE = "-";

    String table() {
        TextTable table = new TextTable("MODULE", "BUNDLE", "VERSION", "STATE", "STATES", "FILE", "NOTE");
        Collection<ArtifactInfo> files = artifacts.get();
        List<Extensions.Module> modules = extensions.modules();
        for (Extensions.Module module : modules) {
            table.add(
                    module.name().isEmpty() ? NONE : module.name(),
                    module.owner().name(),
                    module.owner().version(),
                    word(module.status()),
                    module.states(),
                    file(files, module.owner().bundle()),
                    line(module.detail()));
        }
        Set<Long> listed =
                modules.stream().map(module -> module.owner().bundle()).collect(Collectors.toSet());
        for (ArtifactInfo each : files) {
            if (each.status() != Status.ACTIVE || !listed.contains(each.bundle())) {
                table.add(
                        NONE,
                        each.name().isEmpty() ? NONE : each.name(),
                        each.version().isEmpty() ? NONE : each.version(),
                        word(each.status()),
                        NONE,
                        each.file(),
                        line(each.detail()));
            }
        }
        return table.toString();
    }

    private static String file(Collection<ArtifactInfo> files, long bundle) {
        return files.stream()
                .filter(each -> each.bundle() == bundle)
                .map(ArtifactInfo::file)
                .findFirst()
                .orElse(NONE);
    }

    private static String word(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** For a line of the status. */
    String summary() {
        List<Extensions.Module> modules = extensions.modules();
        long active = modules.stream()
                .filter(module -> module.status() == Extensions.Status.ACTIVE)
                .count();
        long bundles = modules.stream()
                .map(module -> module.owner().bundle())
                .distinct()
                .count();
        long faulty = artifacts.get().stream()
                .filter(each -> each.status() != Status.ACTIVE)
                .count();
        return active + " modules of " + bundles + " bundles"
                + (faulty == 0 ? "" : ", " + faulty + " files in ext/ do not serve as they are");
    }

    /** A line for each file that does not serve as it is. */
    String failures() {
        return artifacts.get().stream()
                .filter(each -> each.status() != Status.ACTIVE)
                .map(each -> "\n" + each.file() + " " + meaning(each.status()) + ": " + line(each.detail()))
                .collect(Collectors.joining());
    }

    private static String meaning(Status status) {
        return switch (status) {
            case ACTIVE -> "serves";
            case WAITING -> "waits";
            case PREVIOUS -> "serves its previous version";
            case FAILED -> "is not used";
        };
    }
}
