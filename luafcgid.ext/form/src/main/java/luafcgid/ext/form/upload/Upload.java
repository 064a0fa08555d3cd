package luafcgid.ext.form.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client sent. A small one stays in memory until somebody needs it on the disk. Used by the thread that runs the state,
 * and after {@link #delete} by none.
 */
public final class Upload {
    private static final int FIRST = 1024;

    private final UploadFolder folder;
    private final Runnable aboutToBlock;
    private final int memory;
    private final List<UploadInput> inputs = new ArrayList<>();
    private byte @Nullable [] bytes = new byte[0];
    private @Nullable Path file;
    private @Nullable FileChannel out;
    private long size;
    private @Nullable String gone;

    /**
     * @param memory bytes that stay in memory
     * @param aboutToBlock run before what may wait for a disk
     */
    public Upload(UploadFolder folder, int memory, Runnable aboutToBlock) {
        this.folder = folder;
        this.memory = memory;
        this.aboutToBlock = aboutToBlock;
    }

    public long size() {
        return size;
    }

    /** Why it cannot be read any more; null while it can. */
    public @Nullable String gone() {
        return gone;
    }

    public void write(ByteBuffer piece) throws IOException {
        int n = piece.remaining();
        byte[] kept = bytes;
        if (kept != null && size + n > memory) {
            spill(kept);
            kept = null;
        }
        if (kept == null) {
            FileChannel to = out;
            if (to == null) {
                throw new IllegalStateException("the upload was finished");
            }
            aboutToBlock.run();
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        } else {
            if (size + n > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(memory, Math.max(size + n, Math.max(FIRST, size * 2))));
                bytes = kept;
            }
            piece.get(kept, (int) size, n);
        }
        size += n;
    }

    /** Moves what is in memory to a file that stays open for more. */
    private void spill(byte[] kept) throws IOException {
        aboutToBlock.run();
        Path created = folder.create();
        file = created;
        FileChannel to = FileChannel.open(created, StandardOpenOption.WRITE);
        out = to;
        ByteBuffer first = ByteBuffer.wrap(kept, 0, (int) size);
        while (first.hasRemaining()) {
            to.write(first);
        }
        bytes = null;
    }

    /** Nothing more will be written. */
    public void finish() throws IOException {
        FileChannel to = out;
        if (to != null) {
            out = null;
            to.close();
        }
    }

    /** The file on the disk, made now if need be. */
    public Path path() throws IOException {
        byte[] kept = bytes;
        if (kept != null) {
            spill(kept);
            finish();
        }
        Path path = file;
        if (path == null) {
            throw new IOException(gone == null ? "there is no file" : gone);
        }
        return path;
    }

    /** Its content from the beginning. Closed with the upload at the latest. */
    public UploadInput open() throws IOException {
        byte[] kept = bytes;
        UploadInput input;
        if (kept != null) {
            input = new UploadInput(kept, (int) size);
        } else {
            aboutToBlock.run();
            input = new UploadInput(FileChannel.open(path(), StandardOpenOption.READ), aboutToBlock);
        }
        inputs.add(input);
        return input;
    }

    /** Puts it where it stays, in place of what is there, all at once. */
    public void move(Path target) throws IOException {
        aboutToBlock.run();
        if (Files.isDirectory(target)) {
            throw new IOException("is a folder; name a file in it");
        }
        byte[] kept = bytes;
        if (kept != null) {
            Placing.write(ByteBuffer.wrap(kept, 0, (int) size), target);
        } else {
            Path from = path();
            folder.release(from);
            Placing.move(from, target);
        }
        bytes = null;
        file = null;
        closeInputs();
        gone = "the upload was moved to " + target;
    }

    /** Its request has ended. */
    public void delete() {
        try {
            closeInputs();
            finish();
            Path path = file;
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The folder's next sweep finds it.
        }
        bytes = null;
        file = null;
        if (gone == null) {
            gone = "the upload was deleted when its request ended; file:move keeps it";
        }
    }

    private void closeInputs() throws IOException {
        for (UploadInput each : inputs) {
            each.close();
        }
        inputs.clear();
    }
}
