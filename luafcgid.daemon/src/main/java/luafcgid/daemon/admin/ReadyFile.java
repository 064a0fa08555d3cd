package luafcgid.daemon.admin;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code VAR/ready}, there while the daemon serves, for the launcher's {@code start} to wait for. */
record ReadyFile(Path path) {
    void write(String line) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        Files.writeString(part, line + "\n");
        Files.move(part, path, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
