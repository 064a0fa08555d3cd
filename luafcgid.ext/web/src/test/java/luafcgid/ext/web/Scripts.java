package luafcgid.ext.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import luafcgid.protocol.Response;

/** What responders in tests do. */
final class Scripts {
    private Scripts() {}

    /** Characters are bytes. */
    static void print(Response response, String text) throws IOException {
        response.stdout().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
