package luafcgid.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.StreamRecord;

/**
 * A GET as nginx sends it with its stock {@code fastcgi_params} and a browser behind it.
 *
 * @param script absolute path of the script
 * @param query  the query string, possibly empty
 */
public record HelloRequest(String script, String query) {
    private static final int ID = 1;

    /** The pairs in their wire form, about 700 bytes. */
    public byte[] params() {
        NameValuePairs pairs = new NameValuePairs();
        variables().forEach(pairs::add);
        return pairs.toByteArray();
    }

    private Map<String, String> variables() {
        int slash = script.lastIndexOf('/');
        String uri = script.substring(slash);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SCRIPT_FILENAME", script);
        variables.put("QUERY_STRING", query);
        variables.put("REQUEST_METHOD", "GET");
        variables.put("CONTENT_TYPE", "");
        variables.put("CONTENT_LENGTH", "");
        variables.put("SCRIPT_NAME", uri);
        variables.put("REQUEST_URI", query.isEmpty() ? uri : uri + "?" + query);
        variables.put("DOCUMENT_URI", uri);
        variables.put("DOCUMENT_ROOT", script.substring(0, slash));
        variables.put("SERVER_PROTOCOL", "HTTP/1.1");
        variables.put("REQUEST_SCHEME", "http");
        variables.put("GATEWAY_INTERFACE", "CGI/1.1");
        variables.put("SERVER_SOFTWARE", "nginx/1.26.0");
        variables.put("REMOTE_ADDR", "127.0.0.1");
        variables.put("REMOTE_PORT", "40404");
        variables.put("SERVER_ADDR", "127.0.0.1");
        variables.put("SERVER_PORT", "80");
        variables.put("SERVER_NAME", "bench.example");
        variables.put("REDIRECT_STATUS", "200");
        variables.put("HTTP_HOST", "bench.example");
        variables.put("HTTP_USER_AGENT", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
        variables.put("HTTP_ACCEPT", "text/html,application/xhtml+xml");
        variables.put("HTTP_ACCEPT_LANGUAGE", "en");
        return variables;
    }

    /** The whole request: BEGIN_REQUEST, PARAMS and an empty STDIN. */
    public byte[] records(boolean keepConnection) {
        byte[] params = params();
        ByteBuf out = Unpooled.buffer();
        new BeginRequest(Role.RESPONDER, keepConnection).encode(out, ID);
        StreamRecord.encode(out, RecordType.PARAMS, ID, params, 0, params.length);
        StreamRecord.encodeEnd(out, RecordType.PARAMS, ID);
        StreamRecord.encodeEnd(out, RecordType.STDIN, ID);
        return ByteBufUtil.getBytes(out);
    }
}
