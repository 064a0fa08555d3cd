package luafcgid.ext.form.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class MultipartReaderTest {
    private static final String HEAD = "Content-Disposition: form-data; name=\"a\"";

    private static Boundary boundary(String value) throws BadFormException {
        return Boundary.of(HeaderValue.parse("multipart/form-data; boundary=\"" + value + "\""));
    }

    /** Name, filename and content of every part, where the body comes in pieces of random sizes. */
    private static List<String> parts(byte[] body, String boundary, int headerLimit, Random random, int most)
            throws BadFormException {
        int[] at = {0};
        ByteSource source = (into, offset, length) -> {
            int n = Math.min(Math.min(length, body.length - at[0]), 1 + random.nextInt(most));
            System.arraycopy(body, at[0], into, offset, n);
            at[0] += n;
            return n == 0 ? -1 : n;
        };
        MultipartReader reader = new MultipartReader(source, boundary(boundary), body.length, headerLimit);
        List<String> parts = new ArrayList<>();
        for (PartHead head = reader.next(); head != null; head = reader.next()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (ByteBuffer piece = reader.content(most); piece != null; piece = reader.content(most)) {
                byte[] bytes = new byte[piece.remaining()];
                assertTrue(bytes.length > 0 && bytes.length <= most);
                piece.get(bytes);
                content.writeBytes(bytes);
            }
            parts.add(head.name() + "|" + head.filename() + "|" + content.toString(StandardCharsets.ISO_8859_1));
        }
        return parts;
    }

    private static List<String> parts(String body) throws BadFormException {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        List<String> parts = parts(bytes, "edge", 16 << 10, new Random(1), 100_000);
        assertEquals(parts, parts(bytes, "edge", 16 << 10, new Random(1), 1));
        return parts;
    }

    private static List<String> crlf(String body) throws BadFormException {
        return parts(body.replace("\n", "\r\n"));
    }

    private static String refused(String body) {
        BadFormException e = assertThrows(BadFormException.class, () -> crlf(body));
        return e.status() + " " + e.getMessage();
    }

    private static String part(String headers) {
        return "--edge\n" + headers + "\n\nx\n--edge--\n";
    }

    @Test
    void partsComeInTheirOrder() throws Exception {
        assertEquals(
                List.of("a|null|one", "b|b.txt|two\r\n"),
                crlf(
                        """
                        --edge
                        Content-Disposition: form-data; name="a"

                        one
                        --edge
                        content-disposition:form-data;filename="b.txt";name=b
                        Content-Type: text/plain

                        two

                        --edge--
                        """));
    }

    @Test
    void preambleAndEpilogueArePassedOver() throws Exception {
        assertEquals(
                List.of("a|null|x"),
                crlf("preamble\n--edgy\n --edge\n\n--edge\n" + HEAD + "\n\nx\n--edge--\nepilogue\n--edge\nnonsense"));
    }

    @Test
    void aBoundaryMayBePadded() throws Exception {
        assertEquals(
                List.of("a|null|x", "a|null|y"),
                crlf("--edge \t \n" + HEAD + "\n\nx\n--edge  \n" + HEAD + "\n\ny\n--edge--  \n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r",
                "\n--edge",
                "\r\n--edg",
                "\r\n--edge2\r\n",
                "\r\n--edge-\r\n",
                "\r\n--edge--x",
                "\r\n--edge\rx",
                "\r\n--edge\n",
                "\r\n-\r\n--\r\n--edge \t!\r\n",
                "--edge\r\n--ed",
                "x\n--edge\nContent-Disposition: form-data; name=\"forged\"\n\n",
                "\r\r\n--edgx\r"
            })
    void whatOnlyLooksLikeABoundaryIsContent(String content) throws Exception {
        if (content.startsWith("--edge\r")) {
            // Directly after the headers it is one.
            content = "x" + content;
        }
        assertEquals(
                List.of("a|null|" + content, "a|null|"),
                parts("--edge\r\n" + HEAD + "\r\n\r\n" + content + "\r\n--edge\r\n" + HEAD + "\r\n\r\n\r\n--edge--"));
    }

    @Test
    void aPartMayEndWithItsHeaders() throws Exception {
        assertEquals(List.of("a|null|", "a|null|"), crlf("--edge\n" + HEAD + "\n\n--edge\n" + HEAD + "\n\n--edge--"));
    }

    @Test
    void noPartsAreAnEmptyForm() throws Exception {
        assertEquals(List.of(), crlf("--edge--\n"));
        assertEquals(List.of(), parts("--edge--"));
    }

    @Test
    void linesMayEndInLineFeedsThroughout() throws Exception {
        assertEquals(
                List.of("a|null|x\r\n--edge \r\n", "a|null|y"),
                parts("--edge\n" + HEAD + "\n\nx\r\n--edge \r\n\n--edge\n" + HEAD + "\n\ny\n--edge--\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing at all",
                "--edge",
                "--edge\n",
                "--edge\n" + HEAD,
                "--edge\n" + HEAD + "\n\n",
                "--edge\n" + HEAD + "\n\nx\n--edge",
                "--edge\n" + HEAD + "\n\nx\n--edge-",
                "--edge\n" + HEAD + "\n\nx\n--edge\n",
                "--edge\n" + HEAD + "\n\nx--edge--\n"
            })
    void withoutItsLastBoundaryABodyIsRefused(String body) {
        assertEquals("400 the multipart body ends without its last boundary, '--edge--'", refused(body));
    }

    @Test
    void foldedHeadersAreJoined() throws Exception {
        assertEquals(
                List.of("a|b c.txt|x"),
                crlf(part("Content-Disposition: form-data;\n name=\"a\";\n\tfilename=\"b c.txt\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "filename=\"a.txt\" ~ a.txt",
                "filename=a.txt ~ a.txt",
                "filename=\"a;b.txt\"; x=y ~ a;b.txt",
                "filename=\"a %22b%22.txt\" ~ a \"b\".txt",
                "filename=\"100%25.txt\" ~ 100%25.txt",
                "filename=\"a \\\"b\\\".txt\" ~ a \"b\".txt",
                "filename=\"C:\\dir\\a.txt\" ~ C:\\dir\\a.txt",
                "filename=\"\\\\host\\a.txt\" ~ \\host\\a.txt",
                "filename=\"a\\\" ~ a\\",
                "filename=\"a ~ a",
                "filename=\"\" ~ ^^",
                "filename ~ ^^",
                "FileName = \"a\" ~ a",
                "filename*=UTF-8''na%C3%AFve.txt ~ na\u00c3\u00afve.txt",
                "filename=\"old\"; filename*=utf-8'en'new ~ new",
                "filename*=ISO-8859-1''na%EFve ~ na\u00c3\u00afve",
                "filename=\"old\"; filename*=koi8-r''new ~ old",
                "filename=\"old\"; filename*=nonsense ~ old"
            })
    void filenamesAreReadAsBrowsersWriteThem(String parameter, String filename) throws Exception {
        assertEquals(List.of("a|" + filename + "|x"), crlf(part(HEAD + "; " + parameter)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "no colon ~ 400 a part has the line 'no colon' where a header is due",
                ": empty ~ 400 a part has the line ': empty' where a header is due",
                "Content-Type: text/plain ~ 400 a part's Content-Disposition is '' and not form-data",
                "Content-Disposition: attachment; name=a ~ 400 a part's Content-Disposition is 'attachment' and not form-data",
                "Content-Disposition: form-data ~ 400 a part has no name",
                "Content-Disposition: form-data; name=a; name=b ~ 400 a header has the parameter 'name' twice",
                "Content-Disposition: form-data; name=a; filename*=utf-8''%00 ~ 400 a file's name holds a zero byte"
            })
    void headersThatAreNotThoseOfAFormAreRefused(String header, String why) {
        assertEquals(why, refused(part(header)));
    }

    @Test
    void zeroBytesInHeadersAreRefused() {
        assertEquals("400 a part's headers hold a zero byte", refused(part(HEAD + "; filename=\"a\0.txt\"")));
    }

    @Test
    void nestedPartsAndTransferEncodingsAreRefused() throws Exception {
        assertTrue(refused(part(HEAD + "\nContent-Type: multipart/mixed; boundary=x"))
                .startsWith("415 the part 'a' is itself 'multipart/mixed'"));
        assertTrue(refused(part(HEAD + "\nContent-Transfer-Encoding: BASE64"))
                .startsWith("415 the part 'a' has the Content-Transfer-Encoding 'base64'"));
        assertEquals(List.of("a|null|x"), crlf(part(HEAD + "\nContent-Transfer-Encoding: 8bit")));
    }

    @Test
    void headersAreLimited() throws Exception {
        String head = HEAD + "\r\nX: " + "y".repeat(1000);
        byte[] body = ("--edge\r\n" + head + "\r\n\r\nx\r\n--edge--").getBytes(StandardCharsets.ISO_8859_1);
        for (int most : new int[] {1, 10_000}) {
            assertEquals(List.of("a|null|x"), parts(body, "edge", head.length() + 2, new Random(1), most));
            BadFormException e = assertThrows(
                    BadFormException.class, () -> parts(body, "edge", head.length() + 1, new Random(1), most));
            assertEquals(
                    "413 the headers of a part are larger than " + (head.length() + 1) + " bytes (headerbytes)",
                    e.status() + " " + e.getMessage());
        }
    }

    @Test
    void headersWithoutAnEndAreLimited() {
        byte[] body = ("--edge\r\n" + "y".repeat(1 << 20)).getBytes(StandardCharsets.ISO_8859_1);
        BadFormException e =
                assertThrows(BadFormException.class, () -> parts(body, "edge", 16 << 10, new Random(1), 10_000));
        assertEquals(
                "413 the headers of a part are larger than 16384 bytes (headerbytes)",
                e.status() + " " + e.getMessage());
    }

    @Test
    void contentDoesNotDependOnHowItArrives() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String boundary =
                    random.nextBoolean() ? "-".repeat(1 + random.nextInt(6)) : "x-".repeat(1 + random.nextInt(20));
            List<String> expected = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                String content = content(random, boundary);
                expected.add("a|null|" + content);
                body.append("--").append(boundary).append("\r\n").append(HEAD).append("\r\n\r\n");
                body.append(content).append("\r\n");
            }
            body.append("--").append(boundary).append("--\r\n");
            byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
            for (int most : new int[] {1, 3, 50, 5000, 200_000}) {
                assertEquals(
                        expected,
                        parts(bytes, boundary, 1000, random, most),
                        () -> "seed " + seed + ", boundary " + boundary);
            }
        }
    }

    /** Of pieces that a boundary consists of, but without it. */
    private static String content(Random random, String boundary) {
        String[] pieces = {"\r\n", "\r", "\n", "--", "-", "x-", "x", "\0", "\u00ff", boundary};
        StringBuilder content = new StringBuilder();
        int length = random.nextInt(10) == 0 ? 100_000 : random.nextInt(60);
        while (content.length() < length) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        String text = content.toString().replace("\r\n--", "\r\n-_");
        return text.startsWith("--") ? "_" + text : text;
    }

    @Test
    void whateverIsSentEndsOrIsRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String form = ("preamble\n--edge\n" + HEAD + "\n\nsome text\n--edge\n" + HEAD
                        + "; filename=\"a\\\"b.txt\"\nContent-Type: text/plain;\n charset=utf-8\n\nfile\n--edge--\nepilogue")
                .replace("\n", "\r\n");
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = mutated(form.getBytes(StandardCharsets.ISO_8859_1), random);
            try {
                parts(bytes, "edge", 200, random, 1 + random.nextInt(40));
                read++;
            } catch (BadFormException e) {
                assertTrue(e.status() == 400 || e.status() == 413 || e.status() == 415);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
        assertTrue(read > 100, "seed " + seed + ": only " + read + " were good");
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] interesting = "\r\n-:;=\"\\ \t\0%*'e".getBytes(StandardCharsets.ISO_8859_1);
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = interesting[random.nextInt(interesting.length)];
                case 2 -> copy = without(copy, at, Math.min(copy.length, at + 1 + random.nextInt(8)));
                default -> copy = random.nextInt(8) == 0 ? without(copy, at, copy.length) : copy;
            }
            if (copy.length == 0) {
                return copy;
            }
        }
        return copy;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] rest = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""})
    void aMissingBoundaryExplainsItself(String type) throws Exception {
        HeaderValue value = HeaderValue.parse(type);
        assertEquals(
                "the Content-Type multipart/form-data has no boundary",
                assertThrows(BadFormException.class, () -> Boundary.of(value)).getMessage());
    }

    @Test
    void aBoundaryIsOfTheCharactersThatTheStandardAllows() throws Exception {
        assertEquals("a b'()+_,-./:=?", boundary("a b'()+_,-./:=?").value());
        assertEquals(
                "=_x",
                Boundary.of(HeaderValue.parse("Multipart/Form-Data; Boundary==_x; charset=y"))
                        .value());
        for (String wrong : List.of("a\u00e9", "a{b", "x".repeat(71), "a ")) {
            assertThrows(BadFormException.class, () -> boundary(wrong));
        }
    }
}
