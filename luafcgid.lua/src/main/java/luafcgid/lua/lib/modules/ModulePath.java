package luafcgid.lua.lib.modules;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.FileMode;
import luafcgid.lua.engine.Environment;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.engine.ScriptState;
import org.jspecify.annotations.Nullable;

/** Finds files along templates such as those of {@code package.path}. */
final class ModulePath {
    private static final String SEPARATOR = ";";
    private static final String MARK = "?";

    private final ScriptState state;

    ModulePath(ScriptState state) {
        this.state = state;
    }

    /**
     * What a search has found.
     *
     * @param file null where there was none
     * @param text the file's name as its template makes it; where there was none, a line for each that was tried, of which in 5.4 the
     *             first is not begun
     */
    record Found(@Nullable Path file, String text) {}

    /** The script's folder, the folders of modules, and the root that holds the script. */
    static String standard(Environment environment) {
        List<Path> folders = new ArrayList<>();
        folders.add(environment.folder());
        folders.addAll(environment.files().modules());
        environment.files().roots().stream()
                .filter(root -> environment.path().startsWith(root) && !root.equals(environment.folder()))
                .forEach(folders::add);
        List<String> templates = new ArrayList<>();
        for (Path folder : folders) {
            templates.add(folder + "/?.lua");
            templates.add(folder + "/?/init.lua");
        }
        return String.join(SEPARATOR, templates);
    }

    /** The first file that is there. */
    Found search(String name, String templates) {
        boolean empty = state.dialect().isAtLeast(Dialect.LUA_5_4);
        List<String> tried = new ArrayList<>();
        for (String template : templates.split(SEPARATOR, -1)) {
            if (template.isEmpty() && !empty) {
                continue;
            }
            String candidate = template.replace(MARK, name);
            Path file = path(candidate);
            if (file != null && state.environment().modules().peek(file, candidate) != null) {
                return new Found(file, candidate);
            }
            boolean there = file != null && Files.isRegularFile(file);
            if (there && allowed(candidate)) {
                return new Found(file, candidate);
            }
            tried.add(
                    there && !sandboxed()
                            ? "file '" + candidate + "' is outside of the script roots"
                            : "no file '" + candidate + "'");
        }
        String lines = String.join(Searchers.ENTRY, tried);
        return new Found(null, empty || tried.isEmpty() ? lines : Searchers.ENTRY + lines);
    }

    private @Nullable Path path(String candidate) {
        return candidate.isEmpty() || candidate.indexOf('\0') >= 0
                ? null
                : state.context().cwd().resolve(candidate).normalize();
    }

    /** Then it is nobody's business which files there are elsewhere. */
    private boolean sandboxed() {
        return state.environment().files().access() == FilePolicy.Access.SANDBOX;
    }

    private boolean allowed(String candidate) {
        try {
            return Files.isReadable(
                    state.context().locate(candidate, FileMode.LOAD).path());
        } catch (AccessDeniedException e) {
            return false;
        }
    }
}
