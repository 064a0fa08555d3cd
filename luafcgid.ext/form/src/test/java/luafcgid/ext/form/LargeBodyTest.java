package luafcgid.ext.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What is sent takes no more memory than the limits say, and nothing that is sent does harm. */
@Timeout(300)
final class LargeBodyTest {
    private static final long LARGE = 200 << 20;

    /** Where what is sent takes much time. */
    private static final long SLOW = 30 << 20;

    private static final long ALLOWED = 12 << 20;
    private static final Pattern TOLD = Pattern.compile("nil (400|413|415) .+", Pattern.DOTALL);
    private static final String TYPE = "multipart/form-data; boundary=edge";

    private static final String REASON = "local f, why, status = form.read(env, con, options)"
            + " if f then return 'read' end return 'nil ' .. status .. ' ' .. why";

    @TempDir
    Path root;

    @TempDir
    Path var;

    private Requests requests;

    @BeforeEach
    void open() throws Exception {
        requests = new Requests(root, var);
    }

    @AfterEach
    void close() {
        requests.close();
    }

    /** A con that yields a head, then a filling until it was much, then an end; and looks at the memory as it does. */
    private static final class Flood {
        private final byte[] head;
        private final byte[] filling;
        private final byte[] end;
        private final long enough;
        private final long before = used();
        private long sent;
        private long most;
        private long nextLook;

        Flood(String head, String filling, String end, long enough) {
            this.enough = enough;
            this.nextLook = enough / 4;
            this.head = head.getBytes(StandardCharsets.ISO_8859_1);
            byte[] one = filling.getBytes(StandardCharsets.ISO_8859_1);
            this.filling = new byte[(64 << 10) / one.length * one.length];
            for (int i = 0; i < this.filling.length; i += one.length) {
                System.arraycopy(one, 0, this.filling, i, one.length);
            }
            this.end = end.getBytes(StandardCharsets.ISO_8859_1);
        }

        private static long used() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        private LuaValue piece() {
            if (sent == 0) {
                sent = head.length;
                return LuaString.valueOf(head);
            }
            if (sent > enough) {
                boolean over = sent == Long.MAX_VALUE;
                sent = Long.MAX_VALUE;
                return over ? LuaValue.NIL : LuaString.valueOf(end);
            }
            if (sent > nextLook) {
                nextLook += enough / 4;
                most = Math.max(most, used() - before);
            }
            sent += filling.length;
            return LuaString.valueOf(Arrays.copyOf(filling, filling.length));
        }

        LuaTable con() {
            return Requests.con(most -> piece());
        }
    }

    private String read(Flood flood, String body) throws Exception {
        LuaTable env = Requests.post(TYPE, 0);
        env.set("CONTENT_LENGTH", LuaValue.NIL);
        String told = requests.run(body, env, flood.con());
        assertTrue(flood.most < ALLOWED, "took " + flood.most + " bytes of memory");
        return told;
    }

    private static final String FILE = "--edge\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n";

    @Test
    void aLargeFileGoesToTheDisk() throws Exception {
        Flood flood = new Flood(FILE, "0123456789abcdef", "\r\n--edge--", LARGE);
        assertEquals(
                "true",
                read(
                        flood,
                        "local _, files = form.read(env, con) return tostring(files.a.size >= " + LARGE
                                + " and files.a:open():seek('end') == files.a.size)"));
    }

    @Test
    void aLargeFileStreams() throws Exception {
        Flood flood = new Flood(FILE, "0123456789abcdef", "\r\n--edge--", LARGE);
        assertEquals(
                "true",
                read(
                        flood,
                        "local n = 0 for part in form.parts(env, con) do for piece in function() return part:read() end do"
                                + " n = n + #piece end end return tostring(n >= " + LARGE + ")"));
    }

    @Test
    void aLargePreambleIsPassedOver() throws Exception {
        Flood flood = new Flood("x", "\r\n--edge\r--edge", "\r\n--edge--", SLOW);
        assertEquals("read", read(flood, "local options " + REASON));
    }

    @Test
    void manyUnchosenFilesTakeNoMemory() throws Exception {
        Flood flood = new Flood(
                "\r\n", "--edge\r\nContent-Disposition: form-data; name=a; filename=\r\n\r\n\r\n", "--edge--", SLOW);
        assertEquals("read", read(flood, "local options " + REASON));
    }

    @Test
    void whatIsTooMuchIsRefusedWithoutTheRest() throws Exception {
        String[][] floods = {
            {"--edge\r\nX: ", "y", "413 the headers of a part are larger than 16384 bytes (headerbytes)"},
            {
                "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\n",
                "y",
                "413 the fields are larger than 1048576 bytes (fieldbytes)"
            },
            {
                "",
                "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n",
                "413 the form has more fields than 1000 (fields)"
            },
            {
                "",
                "--edge\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx\r\n",
                "413 the form has more files than 100 (files)"
            }
        };
        for (String[] each : floods) {
            Flood flood = new Flood(each[0].isEmpty() ? "\r\n" : each[0], each[1], "", LARGE);
            assertEquals("nil " + each[2], read(flood, "local options " + REASON));
            assertTrue(flood.sent < 4 << 20, "read " + flood.sent + " bytes");
        }
    }

    @Test
    void whateverIsSentIsReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String form =
                (FILE + "content\r\n--edge\r\nContent-Disposition: form-data; name=\"_charset_\"\r\n\r\nutf-8\r\n--edge"
                        + "\r\nContent-Disposition: form-data; name=\"c\"\r\nContent-Type: text/plain; charset=latin1\r\n\r\nv\r\n--edge--\r\n");
        String[] types = {TYPE, "multipart/form-data; boundary=\"ed", "application/x-www-form-urlencoded", "text/plain"
        };
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            StringBuilder body = new StringBuilder(form);
            StringBuilder type = new StringBuilder(random.nextInt(3) == 0 ? types[random.nextInt(4)] : TYPE);
            for (int i = random.nextInt(4); i > 0; i--) {
                StringBuilder changed = random.nextInt(8) == 0 ? type : body;
                int at = random.nextInt(changed.length());
                int to = Math.min(changed.length(), at + random.nextInt(6));
                changed.replace(at, to, String.valueOf((char) random.nextInt(256)));
            }
            String content = body.toString();
            LuaTable env = Requests.post(type.toString(), content.length() + random.nextInt(2));
            String told = requests.run(
                    "local options = {memory = 3, utf8 = true} " + REASON,
                    env,
                    Requests.con(content, 1 + random.nextInt(200)));
            read += told.equals("read") ? 1 : 0;
            assertTrue(
                    told.equals("read") || TOLD.matcher(told).matches(),
                    "seed " + seed + ", round " + round + ": " + told);
        }
        assertTrue(read > 100, "seed " + seed + ": only " + read + " were good");
    }
}
