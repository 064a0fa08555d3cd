package luafcgid.lua.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.StateContext;
import luafcgid.lua.files.Location;
import luafcgid.lua.io.Stream.Buffering;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DiskFileTest {
    private static final int STEPS = 4000;
    private static final List<Buffering> KINDS = List.of(Buffering.NO, Buffering.LINE, Buffering.FULL);

    @TempDir
    Path folder;

    /** What a file holds and where it is, without any buffer. */
    private static final class Model {
        private final boolean appends;
        private byte[] bytes = {};
        private int position;

        Model(boolean appends) {
            this.appends = appends;
        }

        void write(byte[] more) {
            int at = appends ? bytes.length : position;
            byte[] next = Arrays.copyOf(bytes, Math.max(bytes.length, at + more.length));
            System.arraycopy(more, 0, next, at, more.length);
            bytes = next;
            position = at + more.length;
        }

        byte[] read(int length) {
            int count = Math.max(0, Math.min(length, bytes.length - position));
            byte[] read = Arrays.copyOfRange(
                    bytes, Math.min(position, bytes.length), Math.min(position, bytes.length) + count);
            position += count;
            return read;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w+", "r+", "a+"})
    void buffersAreInvisibleWhateverFollowsWhat(String mode) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("DiskFileTest " + mode + ": seed " + seed);
        Random random = new Random(seed);
        Path path = Files.createFile(folder.resolve("file"));
        try (Site site = new Site(Files.createDirectory(folder.resolve("site")));
                Lease lease = site.claim(site.write("a.lua", "function main() end"))) {
            Model model = new Model(mode.startsWith("a"));
            Stream file = file(lease.state().context(), path, mode);
            for (int step = 0; step < STEPS; step++) {
                String at = "seed " + seed + ", step " + step;
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        byte[] more = bytes(random);
                        file.write(more, 0, more.length);
                        if (more.length > 0) {
                            model.write(more);
                        }
                    }
                    case 2, 3 -> {
                        int length = random.nextInt(60);
                        assertEquals(text(model.read(length)), text(read(file, length)), at);
                    }
                    case 4 -> {
                        int target = random.nextInt(model.bytes.length + 5);
                        long reached =
                                switch (random.nextInt(3)) {
                                    case 0 -> file.seek("set", target);
                                    case 1 -> file.seek("cur", (long) target - model.position);
                                    default -> file.seek("end", (long) target - model.bytes.length);
                                };
                        model.position = target;
                        assertEquals(target, reached, at);
                    }
                    default -> {
                        file.buffering(KINDS.get(random.nextInt(KINDS.size())), 1 + random.nextInt(50));
                        if (random.nextInt(20) == 0) {
                            file.flush();
                            assertEquals(text(model.bytes), text(Files.readAllBytes(path)), at);
                        }
                        assertEquals(model.position, file.seek("cur", 0), at);
                    }
                }
            }
            file.close();
            assertEquals(text(model.bytes), text(Files.readAllBytes(path)), "seed " + seed);
            assertTrue(file.isClosed());
        }
    }

    @Test
    void fileBeyondFourGigabytesIsReadAndWritten() throws Exception {
        Path path = folder.resolve("sparse");
        try (Site site = new Site(Files.createDirectory(folder.resolve("site")));
                Lease lease = site.claim(site.write("a.lua", "function main() end"))) {
            Stream file = file(lease.state().context(), path, "w+");
            long far = (5L << 30) + 1;
            assertEquals(far, file.seek("set", far));
            file.write(new byte[] {'x'}, 0, 1);
            assertEquals(far + 1, file.seek("cur", 0));
            assertEquals(far, file.seek("end", -1));
            assertEquals('x', file.peek());
            file.close();
        }
    }

    private static Stream file(StateContext state, Path path, String mode) throws Exception {
        OpenMode parsed = OpenMode.of(mode, Dialect.LUA_5_2);
        if (parsed == null) {
            throw new IllegalArgumentException(mode);
        }
        return DiskFile.open(state, new Location(path, null), parsed, () -> {});
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) "abcdefgh\n".charAt(random.nextInt(9));
        }
        return bytes;
    }

    private static byte[] read(Stream file, int length) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[length];
        while (all.size() < length) {
            int count = file.read(some, 0, length - all.size());
            if (count < 0) {
                break;
            }
            all.write(some, 0, count);
        }
        return all.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
