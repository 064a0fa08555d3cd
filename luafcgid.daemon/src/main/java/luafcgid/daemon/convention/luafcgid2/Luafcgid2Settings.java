package luafcgid.daemon.convention.luafcgid2;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What configuration says.
 *
 * @param entrypoint the name of the global function that answers requests
 * @param startup    what runs in every state before the script
 * @param config     what says what scripts find as {@code Config}
 */
record Luafcgid2Settings(
        String entrypoint, Optional<Path> startup, Optional<Path> config, SessionCookie cookie, ScoreRule score) {
    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    static Luafcgid2Settings of(Luafcgid2Config config) {
        try {
            if (config.entrypoint().isBlank()) {
                throw new IllegalArgumentException("entrypoint=: wants the name of a function");
            }
            return new Luafcgid2Settings(
                    config.entrypoint().strip(),
                    file("startup", config.startup().strip()),
                    file("config", config.config().strip()),
                    new SessionCookie(
                            config.sessionname().strip(),
                            Duration.ofSeconds(config.sessiontime()),
                            config.sessionkeylen(),
                            config.sessionsecure(),
                            config.sessionhttponly(),
                            config.sessionsamesite().strip()),
                    new ScoreRule(
                            config.sessiontargetscore(),
                            config.sessionipscore(),
                            config.sessionuseragentscore(),
                            config.sessionlanguagescore()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Luafcgid2Config.PID + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Path> file(String key, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(value);
            if (file.isAbsolute()) {
                return Optional.of(file.normalize());
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + "=" + value + ": wants the absolute path of a Lua file");
    }
}
