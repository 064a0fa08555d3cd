package luafcgid.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Looks at configuration and scripts in a framework that serves nothing and leaves nothing. */
final class Check {
    private final Launch launch;

    Check(Launch launch) {
        this.launch = launch;
    }

    int run(OutputStream out) throws Failure, IOException {
        Path scratch = Files.createTempDirectory("luafcgid-check");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(scratch), "luafcgid check ends"));
        try {
            Map<String, String> given = new HashMap<>(launch.properties(true));
            given.put("luafcgid.check", "true");
            given.put("luafcgid.cache", scratch.toString());
            given.put(
                    "luafcgid.conf",
                    ConfFolders.watched(launch.distribution().conf(), launch.conf(), scratch.resolve("linked")));
            Osgi osgi = new Osgi(launch.distribution().properties(given));
            try {
                if (!osgi.start()) {
                    return Osgi.status();
                }
                int status = new GogoCommand(osgi.framework()).execute("luafcgid:check", out);
                return Osgi.status() == Exit.OK ? status : Osgi.status();
            } finally {
                osgi.stopAndAwait();
            }
        } finally {
            VarFolder.delete(scratch);
        }
    }

    /** For a check that a signal ends. */
    private static void discard(Path scratch) {
        try {
            VarFolder.delete(scratch);
        } catch (IOException e) {
            System.err.println("luafcgid: " + scratch + " is left: " + e);
        }
    }
}
