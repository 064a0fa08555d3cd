package luafcgid.daemon.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;

/** Looks at all scripts below a folder. */
final class Scripts {
    private final StatePool pool;

    Scripts(StatePool pool) {
        this.pool = pool;
    }

    void check(Path root, Problems problems) throws IOException {
        List<Path> scripts;
        try (Stream<Path> files = Files.walk(root)) {
            scripts = files.filter(file -> file.toString().endsWith(".lua") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        for (Path script : scripts) {
            try {
                pool.check(script);
            } catch (ScriptException e) {
                problems.add(e.getMessage());
            }
        }
    }
}
