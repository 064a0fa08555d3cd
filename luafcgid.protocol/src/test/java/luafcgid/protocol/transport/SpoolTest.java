package luafcgid.protocol.transport;

import static luafcgid.protocol.transport.Bodies.awaitNoFiles;
import static luafcgid.protocol.transport.Bodies.bytes;
import static luafcgid.protocol.transport.Bodies.failure;
import static luafcgid.protocol.transport.Bodies.offer;
import static luafcgid.protocol.transport.Bodies.waiting;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.ShortBodyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where bodies are kept, and when their connections are paused. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SpoolTest {
    private static final int KB = 1 << 10;
    private static final int MB = 1 << 20;
    private static final int MEMORY = 64 * KB;

    @TempDir
    Path folder = Path.of("");

    private final Bodies.StoppedDisk disk = new Bodies.StoppedDisk();
    private final List<Boolean> pressure = new ArrayList<>();
    private final List<RequestBody> bodies = new ArrayList<>();
    private Spool spool = new Spool(SpoolSettings.in(folder));

    private RequestBody body(SpoolSettings settings) {
        spool = new Spool(settings, disk);
        return body();
    }

    private RequestBody body() {
        RequestBody body = new RequestBody(spool, -1, pressure::add);
        bodies.add(body);
        return body;
    }

    private SpoolSettings settings() {
        return new SpoolSettings(folder.resolve("body"), MEMORY, MB, 100 * MB, 100 * MB);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        bodies.forEach(RequestBody::release);
        disk.run();
        awaitNoFiles(spool);
        assertEquals(0, spool.bytesInMemory());
        assertEquals(0, spool.bytesOnDisk());
        assertEquals(List.of(), open());
        assertEquals(0, pressure.stream().mapToInt(high -> high ? 1 : -1).sum());
    }

    /** The files below the folder that this process has open, by descriptor. */
    private List<Path> open() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                // The descriptor of the listing itself is gone by now.
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(folder)) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    private static void assertReads(InputStream body, int from, int count) throws IOException {
        byte[] expected = new byte[count];
        for (int i = 0; i < count; i++) {
            expected[i] = Bodies.at(from + i);
        }
        assertArrayEquals(expected, body.readNBytes(count));
    }

    @Test
    void aLongBodyGoesThroughItsFileAndComesOutWhole() throws IOException {
        spool = new Spool(settings());
        RequestBody body = body();
        offer(body, 20 * MB, 30_000);
        body.complete();
        assertReads(body, 0, 20 * MB);
        assertEquals(-1, body.read());
        assertEquals(1, spool.files());
    }

    @Test
    void aReaderThatKeepsUpLeavesTheDiskAlone() throws IOException {
        RequestBody body = body(settings());
        for (int at = 0; at < MB; at += MEMORY) {
            body.offer(bytes(at, MEMORY));
            assertReads(body, at, MEMORY);
        }
        assertTrue(disk.isIdle());
    }

    @Test
    void oneByteMoreThanMayStayInMemorySendsAllToTheFile() throws IOException {
        RequestBody body = body(settings());
        body.offer(bytes(MEMORY));
        assertTrue(disk.isIdle());
        ByteBuf last = bytes(MEMORY, 1);
        body.offer(last);
        disk.run();
        assertEquals(0, last.refCnt());
        assertEquals(0, spool.bytesInMemory());
        assertEquals(MEMORY + 1, spool.bytesOnDisk());
        assertEquals(MEMORY + 1, body.available());
        assertReads(body, 0, MEMORY + 1);
    }

    @Test
    void manyTinyPiecesCountForMoreThanTheirBytes() {
        RequestBody body = body(settings());
        int pieces = 0;
        while (disk.isIdle()) {
            body.offer(bytes(1));
            pieces++;
        }
        assertTrue(pieces <= MEMORY / 64, pieces + " pieces of one byte, and what holds them, were taken in");
    }

    @Test
    void theFileHasNoNameAndIsItsOwnersOnly() throws IOException {
        RequestBody body = body(settings());
        offer(body, MB, MB / 4);
        disk.run();
        assertEquals(1, spool.files());
        try (Stream<Path> names = Files.list(folder.resolve("body"))) {
            assertEquals(List.of(), names.toList());
        }
        List<Path> open = open();
        assertEquals(1, open.size());
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(open.get(0)));
        assertEquals(
                PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(folder.resolve("body")));
    }

    @Test
    void memoryIsEnoughAgainOnceTheReaderHasCaughtUp() throws IOException {
        RequestBody body = body(settings());
        offer(body, 2 * MB, MEMORY);
        disk.run();
        assertEquals(2 * MB, spool.bytesOnDisk());
        assertReads(body, 0, 2 * MB);
        assertEquals(0, spool.bytesOnDisk());
        body.offer(bytes(2 * MB, MEMORY));
        assertTrue(disk.isIdle());
        assertReads(body, 2 * MB, MEMORY);
        body.offer(bytes(3 * MB, 2 * MEMORY));
        disk.run();
        assertEquals(2 * MEMORY, spool.bytesOnDisk());
        assertReads(body, 3 * MB, 2 * MEMORY);
        assertEquals(1, open().size());
    }

    @Test
    void whatComesWhileTheFileIsReadFollowsIt() throws IOException {
        RequestBody body = body(settings());
        body.offer(bytes(0, 2 * MEMORY));
        disk.run();
        body.offer(bytes(2 * MEMORY, 100));
        assertReads(body, 0, MEMORY);
        body.offer(bytes(2 * MEMORY + 100, MEMORY));
        disk.run();
        body.offer(bytes(3 * MEMORY + 100, 100));
        body.complete();
        assertReads(body, MEMORY, 2 * MEMORY + 200);
        assertEquals(-1, body.read());
    }

    @Test
    void whatWaitsForTheDiskCanBeReadMeanwhile() throws IOException {
        RequestBody body = body(settings());
        offer(body, 2 * MEMORY, 1000);
        assertFalse(disk.isIdle());
        assertReads(body, 0, 2 * MEMORY);
        assertEquals(0, spool.bytesOnDisk());
    }

    @Test
    void theConnectionIsPausedWhileTheDiskDoesNotKeepUp() {
        RequestBody body = body(new SpoolSettings(folder, MEMORY, 8 * MB, 100 * MB, 100 * MB));
        body.offer(bytes(MB + MEMORY));
        assertEquals(List.of(), pressure);
        body.offer(bytes(1));
        body.offer(bytes(100));
        assertEquals(List.of(true), pressure);
        disk.run();
        assertEquals(List.of(true, false), pressure);
    }

    @Test
    void aReaderThatMakesRoomEndsThePause() throws IOException {
        RequestBody body = body(new SpoolSettings(folder, MEMORY, 8 * MB, 100 * MB, 100 * MB));
        offer(body, 2 * MB, MEMORY);
        assertEquals(List.of(true), pressure);
        assertReads(body, 0, MB);
        assertEquals(List.of(true), pressure);
        assertReads(body, MB, MB);
        assertEquals(List.of(true, false), pressure);
    }

    @Test
    void everyEndOfABodyEndsItsPause() {
        List<Consumer<RequestBody>> ends =
                List.of(RequestBody::release, body -> body.abort("gone"), body -> body.limit(1));
        for (var end : ends) {
            pressure.clear();
            RequestBody body = body(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 100 * MB));
            ByteBuf held = bytes(2 * MB);
            body.offer(held);
            assertEquals(List.of(true), pressure);
            end.accept(body);
            assertEquals(0, held.refCnt());
            body.release();
            assertEquals(List.of(true, false), pressure);
        }
    }

    @Test
    void beyondTheTotalABodyKeepsLittleInMemoryAndBeyondTwiceAsMuchNothing() {
        RequestBody large = body(new SpoolSettings(folder, MEMORY, MEMORY, 100 * MB, 100 * MB));
        RequestBody small = body();
        large.offer(bytes(MEMORY));
        assertTrue(disk.isIdle());
        small.offer(bytes(16 * KB));
        assertTrue(disk.isIdle(), "a small body goes on without a file");
        small.offer(bytes(1));
        assertFalse(disk.isIdle());
        disk.run();
        assertEquals(MEMORY, spool.bytesInMemory());
        assertEquals(List.of(), pressure);
        RequestBody last = body();
        large.offer(bytes(MEMORY));
        last.offer(bytes(1));
        assertEquals(List.of(true, true), pressure);
        disk.run();
        assertEquals(List.of(true, true, false, false), pressure);
        assertEquals(0, spool.bytesInMemory());
        assertEquals(3, spool.files());
    }

    @Test
    void aBodyForWhichThereIsNoDiskSpaceFailsAndItsNeighbourGoesOn() throws IOException {
        RequestBody first = body(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 3 * MB));
        RequestBody second = body();
        try (LogLines log = new LogLines()) {
            first.offer(bytes(2 * MB));
            disk.run();
            ByteBuf held = bytes(2 * MB);
            second.offer(held);
            disk.run();
            assertEquals(0, held.refCnt());
            String expected = "a request's body is not taken: all bodies have the 3145728 bytes of files that they may;"
                    + " raise disk in luafcgid.protocol.Spool, or lower maxpost";
            assertEquals(expected, assertThrows(IOException.class, second::read).getMessage());
            assertEquals(1, log.lines.size());
        }
        disk.run();
        assertEquals(2 * MB, spool.bytesOnDisk());
        ByteBuf late = bytes(MB);
        second.offer(late);
        assertEquals(0, late.refCnt());
        first.offer(bytes(2 * MB, MB));
        disk.run();
        assertReads(first, 0, 3 * MB);
    }

    @Test
    void aFolderThatCannotBeUsedFailsItsBodiesAndIsLoggedOnce() throws IOException {
        Path unusable = Files.writeString(folder.resolve("file"), "").resolve("body");
        spool = new Spool(new SpoolSettings(unusable, 0, 8 * MB, 100 * MB, 100 * MB), disk);
        try (LogLines log = new LogLines()) {
            for (RequestBody body : List.of(body(), body())) {
                ByteBuf held = bytes(MB);
                body.offer(held);
                disk.run();
                assertEquals(0, held.refCnt());
                String message = String.valueOf(
                        assertThrows(IOException.class, body::read).getMessage());
                assertTrue(message.startsWith("a request's body cannot be kept in " + unusable + ": "), message);
                assertTrue(
                        message.endsWith("; make room there, or set another folder in luafcgid.protocol.Spool"),
                        message);
            }
            assertEquals(1, log.lines.size());
            assertTrue(log.lines.get(0).contains(unusable.toString()), log.lines.get(0));
        }
    }

    /** A spool with a thread that waits, each time before it writes, to be let on. */
    private static final class SlowDisk extends Spool {
        final Semaphore writing = new Semaphore(0);
        final Semaphore letOn = new Semaphore(0);

        SlowDisk(SpoolSettings settings) {
            super(settings);
        }

        @Override
        void reserve(long bytes) throws IOException {
            if (bytes > 0) {
                writing.release();
                letOn.acquireUninterruptibly();
            }
            super.reserve(bytes);
        }
    }

    @Test
    void aReaderThatWaitsForTheDiskIsToldThatItFailed() throws Exception {
        SlowDisk slow = new SlowDisk(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 10));
        spool = slow;
        RequestBody body = body();
        try (LogLines log = new LogLines()) {
            body.offer(bytes(100));
            slow.writing.acquire();
            CompletableFuture<Integer> read = waiting(body::read);
            slow.letOn.release();
            assertEquals(IOException.class, failure(read).getClass());
            assertEquals(1, log.lines.size());
        }
    }

    @Test
    void aReaderWaitsForWhatIsBeingWrittenAndThenReadsItFromTheFile() throws Exception {
        SlowDisk slow = new SlowDisk(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 100 * MB));
        spool = slow;
        RequestBody body = body();
        body.offer(bytes(100));
        slow.writing.acquire();
        body.offer(bytes(100, 100));
        body.complete();
        CompletableFuture<byte[]> read = waiting(body::readAllBytes);
        slow.letOn.release(2);
        byte[] all = read.join();
        assertEquals(200, all.length);
        assertEquals(Bodies.at(150), all[150]);
    }

    @Test
    void anAbortDuringAWriteReachesTheReaderAtOnceAndLeavesNothing() throws Exception {
        SlowDisk slow = new SlowDisk(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 100 * MB));
        spool = slow;
        RequestBody body = body();
        body.offer(bytes(MB));
        slow.writing.acquire();
        CompletableFuture<Integer> read = waiting(body::read);
        body.abort("gone");
        assertEquals(RequestAbortedException.class, failure(read).getClass());
        assertEquals(0, spool.bytesInMemory());
        slow.letOn.release();
        awaitNoFiles(spool);
        assertEquals(0, spool.bytesOnDisk());
    }

    @Test
    void aDiskThatHangsDoesNotKeepABodyFromTheMemory() throws Exception {
        SlowDisk slow = new SlowDisk(new SpoolSettings(folder, 0, 8 * MB, 100 * MB, 100 * MB));
        spool = slow;
        List<RequestBody> stuck = List.of(body(), body(), body(), body());
        for (RequestBody body : stuck) {
            body.offer(bytes(1));
        }
        slow.writing.acquire(stuck.size());
        RequestBody body = body();
        body.offer(bytes(MB));
        assertReads(body, 0, MB);
        slow.letOn.release(stuck.size());
    }

    @Test
    void anInterruptedReaderReadsItsFileToTheEnd() throws Exception {
        RequestBody body = body(settings());
        offer(body, 2 * MB, MEMORY);
        disk.run();
        Thread.currentThread().interrupt();
        try {
            assertReads(body, 0, MB);
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertReads(body, MB, MB);
    }

    @Test
    void aShortBodySaysSoAfterWhatIsInItsFile() throws IOException {
        spool = new Spool(settings(), disk);
        RequestBody body = new RequestBody(spool, 3 * MB, pressure::add);
        bodies.add(body);
        offer(body, 2 * MB, MEMORY);
        body.complete();
        disk.run();
        assertReads(body, 0, 2 * MB);
        assertEquals(2 * MB, assertThrows(ShortBodyException.class, body::read).received());
    }

    @Test
    void aRefusedBodysFileGoesAtOnce() {
        RequestBody body = body(settings());
        offer(body, 2 * MB, MEMORY);
        disk.run();
        body.limit(MB);
        disk.run();
        assertEquals(0, spool.files());
        assertEquals(0, spool.bytesOnDisk());
        assertThrows(BodyTooLargeException.class, body::read);
    }

    @Test
    void anAbortBeforeTheFirstWriteMakesNoFile() {
        RequestBody body = body(settings());
        offer(body, 2 * MB, MEMORY);
        body.abort("gone");
        disk.run();
        assertEquals(0, spool.files());
        assertThrows(RequestAbortedException.class, body::read);
    }

    @Test
    void otherSettingsCountFromThenOnAndLeaveWhatIsKept() throws IOException {
        RequestBody body = body(settings());
        offer(body, 2 * MB, MEMORY);
        disk.run();
        spool.settings(new SpoolSettings(folder.resolve("other"), 2 * MEMORY, MB, MB, MB));
        body.offer(bytes(2 * MB, 2 * MEMORY));
        assertTrue(disk.isIdle());
        assertReads(body, 0, 2 * MB + 2 * MEMORY);
        RequestBody next = body();
        next.offer(bytes(3 * MEMORY));
        disk.run();
        assertTrue(Files.isDirectory(folder.resolve("other")));
        assertReads(next, 0, 3 * MEMORY);
    }

    @Test
    void aRefusedSettingIsNamedWithWhatIsAllowed() {
        assertEquals("luafcgid.protocol.Spool: memory=-1 is not 0 or more bytes", refusal(-1, MB, MB, MB));
        assertEquals("luafcgid.protocol.Spool: total=9 is not 10 or more bytes", refusal(10, 9, MB, MB));
        assertEquals("luafcgid.protocol.Spool: body=0 is not 1 or more bytes", refusal(1, MB, 0, MB));
        assertEquals("luafcgid.protocol.Spool: disk=-1 is not 0 or more bytes", refusal(1, MB, MB, -1));
    }

    private String refusal(int memory, long total, long body, long bytes) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> new SpoolSettings(folder, memory, total, body, bytes))
                .getMessage());
    }

    /** What the spool logs meanwhile. */
    private static final class LogLines extends Handler implements AutoCloseable {
        final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getLogger("luafcgid.protocol.Spool");

        LogLines() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord log) {
            lines.add(new SimpleFormatter().formatMessage(log));
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
