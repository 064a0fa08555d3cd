package luafcgid.daemon.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiReply;

/** One request of the daemon to itself, through a socket, as a web server would send it. */
final class LocalRequest {
    private static final String FASTCGI = "fastcgi ";

    private LocalRequest() {}

    static String send(Collection<Front> fronts, Path root, String target) throws IOException {
        ListenAddress address = fronts.stream()
                .filter(front -> front.failure().isEmpty() && front.address().startsWith(FASTCGI))
                .map(LocalRequest::address)
                .findFirst()
                .orElseThrow(() -> new IOException("no FastCGI listener serves; see luafcgid:status"));
        try (FcgiClient client = FcgiClient.connect(address)) {
            FcgiReply reply = client.request(params(root, target), new byte[0], false);
            String text = new String(reply.stdout().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return reply.stderr().isEmpty() ? text : text + "\n" + reply.stderr();
        }
    }

    private static ListenAddress address(Front front) {
        String shown = front.address().substring(FASTCGI.length());
        return ListenAddress.parse(
                shown.endsWith(ListenAddress.Inherited.MARK)
                        ? shown.substring(0, shown.length() - ListenAddress.Inherited.MARK.length())
                        : shown);
    }

    static Map<String, String> params(Path root, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String name = path.startsWith("/") ? path : "/" + path;
        Map<String, String> params = new LinkedHashMap<>();
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("SERVER_SOFTWARE", "luafcgid");
        params.put("SERVER_NAME", "localhost");
        params.put("REQUEST_METHOD", "GET");
        params.put("REQUEST_URI", name + (question < 0 ? "" : target.substring(question)));
        params.put("QUERY_STRING", question < 0 ? "" : target.substring(question + 1));
        params.put("DOCUMENT_ROOT", root.toString());
        params.put("SCRIPT_NAME", name);
        params.put("SCRIPT_FILENAME", root + name);
        params.put("REMOTE_ADDR", "127.0.0.1");
        return params;
    }
}
