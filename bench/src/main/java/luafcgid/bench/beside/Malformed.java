package luafcgid.bench.beside;

import java.util.Arrays;
import java.util.List;

/** What a FastCGI server should not be sent. */
final class Malformed {
    private Malformed() {}

    /** Damaged forms of a request, and what is none at all. */
    static List<byte[]> of(byte[] request) {
        return List.of(
                new byte[64],
                "GET / HTTP/1.1\r\nHost: example\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                // Of another version.
                changed(request, 0, 2),
                // A record of an unknown type for an application.
                changed(request, 1, 99),
                // A BEGIN_REQUEST of no length, so that its body is taken for a header.
                changed(request, 5, 0),
                // An unknown role.
                changed(request, 9, 77),
                // PARAMS whose first name is longer than all of them.
                changed(request, 24, 0xFF),
                // The parameters' end is missing, the body's is there.
                without(request, request.length - 16, 8),
                Arrays.copyOf(request, 5),
                Arrays.copyOf(request, 20),
                Arrays.copyOf(request, request.length - 8));
    }

    private static byte[] changed(byte[] request, int index, int value) {
        byte[] copy = request.clone();
        copy[index] = (byte) value;
        return copy;
    }

    private static byte[] without(byte[] request, int index, int length) {
        byte[] copy = Arrays.copyOf(request, request.length - length);
        System.arraycopy(request, index + length, copy, index, copy.length - index);
        return copy;
    }
}
