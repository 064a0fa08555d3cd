package luafcgid.daemon;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A location of nginx, marked {@code internal}, that serves a folder.
 *
 * @param prefix what its URIs begin with; begins and ends with a slash
 * @param folder the folder that it serves, absolute
 */
public record AccelLocation(String prefix, Path folder) {
    /**
     * Reads {@code /protected/=/srv/files/}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static AccelLocation parse(String text) {
        int equals = text.indexOf('=');
        if (equals > 0 && text.startsWith("/") && text.charAt(equals - 1) == '/') {
            try {
                Path folder = Path.of(text.substring(equals + 1));
                if (folder.isAbsolute()) {
                    return new AccelLocation(text.substring(0, equals), folder);
                }
            } catch (InvalidPathException e) {
                // Such a folder cannot exist.
            }
        }
        throw new IllegalArgumentException(
                "accel=" + text + " is not /PREFIX/=/FOLDER/, as in /protected/=/srv/files/");
    }

    /** The path, within nginx's location, of a file whose real path is given; empty when the file is elsewhere. Not encoded. */
    public Optional<String> of(Path real) {
        Path base = real(folder);
        return real.startsWith(base) && !real.equals(base)
                ? Optional.of(prefix + base.relativize(real).toString().replace('\\', '/'))
                : Optional.empty();
    }

    /** Asked every time, since deployments switch links. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.normalize();
        }
    }
}
