package luafcgid.test;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import luafcgid.protocol.client.FcgiReply;

/** What a script answered: a FastCGI reply taken apart as a web server does. Header names are in lower case. */
public record Answer(int status, Map<String, String> headers, String body, String stderr) {
    public static Answer of(FcgiReply reply) {
        String text = new String(reply.stdout().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no header block in: " + reply);
        }
        Map<String, String> headers = new TreeMap<>();
        text.substring(0, end)
                .lines()
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1).strip()));
        String status = headers.getOrDefault("status", "200");
        return new Answer(Integer.parseInt(status.substring(0, 3)), headers, text.substring(end + 4), reply.stderr());
    }
}
