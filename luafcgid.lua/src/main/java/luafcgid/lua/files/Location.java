package luafcgid.lua.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import luafcgid.lua.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A file that a script may use. Between the policy's word and the use of the file somebody may put a symbolic link in place of a
 * folder above it: where there is a folder that must not be left, the way from it is gone step by step, and links are not followed.
 *
 * @param path the file, a real path as far as it exists
 * @param base the folder that must not be left, or the file itself; null where the script may go anywhere
 */
public record Location(Path path, @Nullable Path base) {
    /** Opens the file. A link in its place is not followed. */
    public FileChannel open(Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        try (Descent descent = Descent.to(this)) {
            SecureDirectoryStream<Path> folder = descent.folder();
            if (folder == null) {
                return FileChannel.open(path, all);
            }
            SeekableByteChannel channel = folder.newByteChannel(name(), all);
            if (channel instanceof FileChannel file) {
                return file;
            }
            channel.close();
            throw Errno.EOPNOTSUPP.exception();
        }
    }

    /** Deletes the file or the empty folder; of a link, the link. */
    public void delete() throws IOException {
        try (Descent descent = Descent.to(this)) {
            SecureDirectoryStream<Path> folder = descent.folder();
            if (folder == null) {
                Files.delete(path);
            } else {
                delete(folder, name());
            }
        }
    }

    private static void delete(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        try {
            folder.deleteFile(name);
        } catch (FileSystemException e) {
            if (Errno.of(e) != Errno.EISDIR) {
                throw e;
            }
            folder.deleteDirectory(name);
        }
    }

    /** Gives the file another name, which another file may have had. */
    public void moveTo(Location other) throws IOException {
        try (Descent from = Descent.to(this);
                Descent to = Descent.to(other)) {
            SecureDirectoryStream<Path> source = from.folder();
            SecureDirectoryStream<Path> target = to.folder();
            if (source == null || target == null) {
                Files.move(path, other.path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                source.move(name(), target, other.name());
            }
        }
    }

    private Path name() {
        Path name = path.getFileName();
        return name == null ? path : name;
    }
}
