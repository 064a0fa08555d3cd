package luafcgid.ext.form.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Puts a file to a place where others look: they see it whole or not at all. */
final class Placing {
    private Placing() {}

    static void write(ByteBuffer content, Path target) throws IOException {
        place(target, to -> {
            while (content.hasRemaining()) {
                to.write(content);
            }
        });
    }

    static void move(Path from, Path target) throws IOException {
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(from, target);
            Files.delete(from);
        }
    }

    private static void copy(Path from, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
            place(target, to -> {
                long size = in.size();
                for (long at = 0; at < size; ) {
                    at += in.transferTo(at, size - at, to);
                }
            });
        }
    }

    private static void place(Path target, Writing writing) throws IOException {
        Path beside = target.resolveSibling(".upload-" + UUID.randomUUID());
        try {
            try (FileChannel to = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                writing.to(to);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(FileChannel channel) throws IOException;
    }
}
