package luafcgid.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.client.FcgiClient;

/** A kept FastCGI connection for scripts of one folder. */
public final class Connection implements AutoCloseable {
    private final Path root;
    private final FcgiClient client;

    Connection(Path root, ListenAddress address) throws IOException {
        this.root = root;
        this.client = FcgiClient.connect(address);
    }

    /**
     *      * Asks for a script.
     *      *
     * @param target a path below the folder, with a query perhaps
     */
    public Answer get(String target) throws IOException {
        return Answer.of(client.request(params("GET", target, 0), new byte[0], true));
    }

    public Answer post(String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Answer.of(client.request(params("POST", target, bytes.length), bytes, true));
    }

    /** A request with just these variables. */
    Answer request(Map<String, String> params) throws IOException {
        return Answer.of(client.request(params, new byte[0], true));
    }

    Map<String, String> params(String method, String target, int length) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", method);
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("REQUEST_URI", target);
        params.put("QUERY_STRING", question < 0 ? "" : target.substring(question + 1));
        params.put("DOCUMENT_ROOT", root.toString());
        params.put("SCRIPT_NAME", path);
        params.put("SCRIPT_FILENAME", root + path);
        params.put("CONTENT_LENGTH", length == 0 ? "" : String.valueOf(length));
        return params;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
