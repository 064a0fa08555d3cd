package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParamsTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 80000080",
        "255, 800000ff",
        "32767, 80007fff",
        "32768, 80008000",
        "65535, 8000ffff",
        "65536, 80010000"
    })
    void aLengthHasTheBytesOfTheSpecificationOnBothSides(int length, String wireLength) throws ProtocolException {
        byte[] many = filled(length, 'v');
        byte[] value = join(hex("01"), hex(wireLength), hex("4e"), many);
        assertArrayEquals(value, new NameValuePairs().add(hex("4e"), many).toByteArray());
        assertEquals("v".repeat(length), Params.decode(value).get("N"));

        byte[] name = join(hex(wireLength), hex("01"), many, hex("58"));
        assertArrayEquals(name, new NameValuePairs().add(many, hex("58")).toByteArray());
        assertEquals("X", Params.decode(name).get("v".repeat(length)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 01 01", "1, 200, 01 800000c8", "200, 1, 800000c8 01", "200, 300, 800000c8 8000012c"})
    void theFourCombinationsOfLengthsAreLiteral(int name, int value, String lengths) throws ProtocolException {
        byte[] wire = join(hex(lengths), filled(name, 'n'), filled(value, 'v'));
        assertArrayEquals(
                wire,
                new NameValuePairs().add("n".repeat(name), "v".repeat(value)).toByteArray());
        assertEquals(
                Map.of("n".repeat(name), "v".repeat(value)), Params.decode(wire).toMap());
    }

    @Test
    void aValueIsComparedAsItStandsAndTheLastOneCounts() throws ProtocolException {
        Params params = Params.decode(new NameValuePairs()
                .add("A", "GET")
                .add("A", "HEAD")
                .add("EMPTY", "")
                .toByteArray());
        assertTrue(params.has("A", "HEAD"));
        assertFalse(params.has("A", "GET"));
        assertFalse(params.has("A", "HEADS"));
        assertFalse(params.has("A", "HEA"));
        assertTrue(params.has("EMPTY", ""));
        assertFalse(params.has("MISSING", ""));
    }

    @Test
    void fourBytesMayAnnounceAShortLength() throws ProtocolException {
        Params params = Params.decode(hex("80000001 80000002 4e 7677 80000000 80000000"));
        assertEquals("vw", params.get("N"));
        assertEquals("", params.get(""));
        assertEquals(2, params.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", // no length of a value
                "80", // a length of four bytes, cut
                "800000",
                "01 80", // the value's length, cut
                "01 800000",
                "01 01", // no content
                "01 01 4e", // the value is missing
                "02 00 4e", // the name is cut
                "00 01", // the value of no name is missing
                "01 01 4e 56 01", // the second pair is cut
                "80010000 00 4e",
                "7f 7f 4e",
                "ffffffff ffffffff", // 0x7fffffff twice: their sum overflows an int
                "ffffffff ffffffff 4e56",
                "ffffffff 00 4e56",
                "00 ffffffff 4e56",
                "ffffffff 01 4e56",
                "c0000000 c0000000 4e56"
            })
    void whatRunsBeyondTheEndIsRefused(String wire) {
        byte[] bytes = hex(wire);
        String message = assertThrows(ProtocolException.class, () -> Params.decode(bytes))
                .getMessage();
        assertTrue(String.valueOf(message).startsWith("name-value pair"), message);
    }

    @Test
    void everyCutOfAPairIsRefused() throws ProtocolException {
        byte[] wire = new NameValuePairs().add("n".repeat(130), "v".repeat(140)).toByteArray();
        Params.decode(wire);
        for (int length = 1; length < wire.length; length++) {
            byte[] cut = Arrays.copyOf(wire, length);
            assertThrows(ProtocolException.class, () -> Params.decode(cut), "cut at " + length);
        }
    }

    @Test
    void theLastOfTwoEqualNamesCounts() throws ProtocolException {
        Params params = Params.decode(
                new NameValuePairs().add("A", "1").add("B", "2").add("A", "3").toByteArray());
        assertEquals("3", params.get("A"));
        assertEquals(Map.of("A", "3", "B", "2"), params.toMap());
        assertEquals(3, params.size());
        List<String> order = new ArrayList<>();
        params.forEach((b, n, nl, v, vl) -> order.add(
                new String(b, n, nl, StandardCharsets.US_ASCII) + new String(b, v, vl, StandardCharsets.US_ASCII)));
        assertEquals(List.of("A1", "B2", "A3"), order);
    }

    @Test
    void noPairsAreNoVariables() throws ProtocolException {
        Params none = Params.decode(new byte[0]);
        assertEquals(0, none.size());
        assertNull(none.get("A"));
        assertNull(none.get(""));
        assertEquals("x", none.get("A", "x"));
        assertEquals(Map.of(), none.toMap());
    }

    @Test
    void aNameIsNotMistakenForItsPrefixOrItsLongerForm() {
        Params params = Params.of(Map.of("HTTP_HOST", "h"));
        assertNull(params.get("HTTP_HOS"));
        assertNull(params.get("HTTP_HOSTS"));
        assertNull(params.get("http_host"));
        assertEquals("h", params.get("HTTP_HOST"));
    }

    @Test
    void namesBeyondAsciiAreLookedUpAsUtf8() {
        Params params = Params.of(Map.of("GRÖSSE", "1", "A", "2", "名", "3", "\uD83D\uDE00", "4"));
        assertEquals("1", params.get("GRÖSSE"));
        assertEquals("3", params.get("名"));
        assertEquals("4", params.get("\uD83D\uDE00"));
        // The low byte of U+0141 is 'A'.
        assertNull(params.get("\u0141"));
        assertNull(params.get("GR\u00d6\u00d6SSE"));
    }

    @Test
    void valuesKeepEveryByte() throws ProtocolException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Params params = Params.decode(new NameValuePairs().add(hex("42"), all).toByteArray());
        String value = params.get("B", StandardCharsets.ISO_8859_1);
        assertArrayEquals(all, String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void everyLookUpAgreesWithTheMap() {
        Seed seed = Seed.of("everyLookUpAgreesWithTheMap");
        Random random = seed.random(0);
        for (int round = 0; round < 200; round++) {
            Map<String, String> expected = new LinkedHashMap<>();
            int n = random.nextInt(80);
            for (int i = 0; i < n; i++) {
                expected.put(word(random, 3 + random.nextInt(150)), word(random, random.nextInt(400)));
            }
            Params params = Params.of(expected);
            assertEquals(
                    new ArrayList<>(expected.entrySet()),
                    new ArrayList<>(params.toMap().entrySet()),
                    seed.toString());
            expected.forEach((name, value) -> assertEquals(value, params.get(name), seed.toString()));
        }
    }

    private static String word(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(10) == 0 ? 0x80 + random.nextInt(0x4000) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    @Test
    void randomBytesEitherDecodeWithinTheirBoundsOrAreRefused() {
        Seed seed = Seed.of("randomBytesEitherDecodeWithinTheirBoundsOrAreRefused");
        Random random = seed.random(0);
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= (byte) (random.nextInt(8) == 0 ? 0xff : 0x03);
            }
            boolean decoded = true;
            try {
                Params.decode(bytes).forEach((b, n, nl, v, vl) -> {
                    assertTrue(n + nl == v && v + vl <= b.length, seed.toString());
                });
            } catch (ProtocolException e) {
                decoded = false;
            }
            outcomes.merge(decoded, 1, Integer::sum);
        }
        assertEquals(2, outcomes.size(), "both outcomes occur: " + outcomes);
    }
}
