package luafcgid.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A request by the daemon's own FastCGI client. Its body goes through a file in the daemon's folder, unless it is one already:
 * a command is one line.
 */
final class Get {
    private final Arguments arguments;
    private final AdminClient daemon;
    private final InputStream input;

    /** @param input what {@code --body @-} sends */
    Get(Arguments arguments, AdminClient daemon, InputStream input) {
        this.arguments = arguments;
        this.daemon = daemon;
        this.input = input;
    }

    int execute(OutputStream out) throws Failure, IOException {
        Optional<String> body = arguments.one(Option.BODY);
        if (body.isEmpty()) {
            return daemon.execute(command(Optional.empty()), out);
        }
        String text = body.get();
        if (text.startsWith("@") && !text.equals("@-")) {
            return daemon.execute(command(Optional.of(file("--body", text.substring(1)))), out);
        }
        Path spooled =
                spool(text.equals("@-") ? input : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return daemon.execute(command(Optional.of(spooled)), out);
        } finally {
            Files.deleteIfExists(spooled);
        }
    }

    private Path spool(InputStream content) throws Failure, IOException {
        Path file;
        try {
            file = Files.createTempFile(daemon.var().path(), "body", "");
        } catch (NoSuchFileException e) {
            throw daemon.noDaemon(Exit.UNAVAILABLE);
        }
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** The daemon's command, in its shell's notation. */
    String command(Optional<Path> body) throws Failure {
        String path = arguments.operands().get(0);
        if (!path.startsWith("/")) {
            throw new Failure(
                    Exit.USAGE, "get '" + path + "': PATH begins with a slash, as in: luafcgid get /hello.lua");
        }
        StringBuilder command = new StringBuilder("luafcgid:get");
        arguments.one(Option.ROLE).ifPresent(role -> add(command, Option.ROLE, role));
        for (String param : arguments.all(Option.PARAM)) {
            if (param.indexOf('=') < 1 || param.chars().anyMatch(Character::isISOControl)) {
                throw new Failure(Exit.USAGE, "--param '" + param + "': not NAME=VALUE without control characters");
            }
            add(command, Option.PARAM, param);
        }
        body.ifPresent(file -> add(command, Option.BODY, "@" + file));
        Optional<String> data = arguments.one(Option.DATA);
        if (data.isPresent()) {
            add(command, Option.DATA, file("--data", data.get()).toString());
        }
        return command.append(' ').append(quote(url(path))).toString();
    }

    private static Path file(String option, String text) throws Failure {
        Path file = VarFolder.path(option, text);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Failure(Exit.NO_INPUT, option + " " + file + ": no file that can be read");
        }
        return file;
    }

    private static void add(StringBuilder command, Option option, String value) {
        command.append(' ').append(option.word()).append(' ').append(quote(value));
    }

    /** In single quotes the shell takes everything as it is but those; one of them is written outside. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** What a URL may not hold, written so that it may. */
    private static String url(String path) {
        StringBuilder url = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == '\'' || b == '\\' || b == 127) {
                url.append(String.format("%%%02X", b));
            } else {
                url.append((char) b);
            }
        }
        return url.toString();
    }
}
