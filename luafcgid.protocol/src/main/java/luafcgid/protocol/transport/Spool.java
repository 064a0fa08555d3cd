package luafcgid.protocol.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import luafcgid.protocol.LimitedLog;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies are kept that their readers have not read yet: small ones in memory, larger ones in files. One for all fronts of the
 * daemon, so that its limits hold for them together. A service. Any thread.
 *
 * <p>It has nothing to close: its threads end when there is nothing to write, and each body takes its file with it.
 */
public class Spool {
    /** One line in a while tells the operator: a full disk fails every body there is. */
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.protocol.Spool"), Duration.ofMinutes(1));

    /** A disk gains nothing from more; and one of several that hangs leaves some for the others. */
    private static final int THREADS = 4;

    /** Bytes of one body that wait for the disk before its connection is read no further. */
    private static final int WAITING = 1 << 20;

    /** A file for less would cost more than the memory that it saves. */
    private static final int SMALL = 16 << 10;

    private final Executor disk;
    private final AtomicLong inMemory = new AtomicLong();
    private final AtomicLong onDisk = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private volatile SpoolSettings settings;

    public Spool(SpoolSettings settings) {
        this(settings, threads());
    }

    /** @param disk runs what reads and writes files */
    Spool(SpoolSettings settings, Executor disk) {
        this.settings = settings;
        this.disk = disk;
    }

    private static Executor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(null, work, "luafcgid-spool-" + number.incrementAndGet(), 0, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Spool.class.getClassLoader());
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The settings, as they are now. */
    public SpoolSettings settings() {
        return settings;
    }

    /** Has other settings count from now on: for what comes of bodies in flight too, while what is kept of them stays where it is. */
    public void settings(SpoolSettings changed) {
        settings = changed;
    }

    /** Bodies of which a part is in a file now. */
    public int files() {
        return files.get();
    }

    /** Bytes of bodies in memory now, with what holding them costs. */
    public long bytesInMemory() {
        return inMemory.get();
    }

    /** Bytes that the files of bodies have now. */
    public long bytesOnDisk() {
        return onDisk.get();
    }

    /** What counts the bytes in memory. */
    AtomicLong memory() {
        return inMemory;
    }

    /** Bytes that one body may keep in memory before it goes to its file. */
    long allowance() {
        SpoolSettings now = settings;
        long held = inMemory.get();
        if (held <= now.total()) {
            return now.memory();
        }
        return held <= 2 * now.total() ? Math.min(now.memory(), SMALL) : 0;
    }

    /** Bytes of one body that may be in memory, those included that wait for the disk, before its connection is read no further. */
    long room() {
        SpoolSettings now = settings;
        return inMemory.get() <= 2 * now.total() ? (long) now.memory() + WAITING : 0;
    }

    /** Runs what reads and writes files, soon, on a thread that may wait for the disk. */
    void execute(Runnable work) {
        disk.execute(work);
    }

    /** A file has been opened, or closed. */
    void count(int opened) {
        files.addAndGet(opened);
    }

    /** Takes so many bytes of the disk. */
    void reserve(long bytes) throws IOException {
        long most = settings.disk();
        if (onDisk.addAndGet(bytes) > most) {
            onDisk.addAndGet(-bytes);
            throw failure(
                    "a request's body is not taken: all bodies have the " + most
                            + " bytes of files that they may; raise disk in luafcgid.protocol.Spool, or lower maxpost",
                    null);
        }
    }

    /** A file has been given up that had so many. */
    void free(long bytes) {
        onDisk.addAndGet(-bytes);
    }

    /** What a body's reader is told when a file fails it. */
    IOException unusable(IOException e) {
        return failure(
                "a request's body cannot be kept in " + settings.folder() + ": " + reason(e)
                        + "; make room there, or set another folder in luafcgid.protocol.Spool",
                e);
    }

    /** These exceptions say what went wrong by their class, and by their message only which file's fault it is. */
    private static @Nullable String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "it may not be written";
        }
        if (e instanceof FileSystemException file) {
            return file.getReason() == null ? file.toString() : file.getReason();
        }
        return e.getMessage();
    }

    private static IOException failure(String message, @Nullable IOException cause) {
        LOG.log(Level.ERROR, message, () -> message);
        return new IOException(message, cause);
    }
}
