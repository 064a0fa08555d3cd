package luafcgid.ext.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import luafcgid.ext.web.files.UrlPath;

/**
 * What a request is for (RFC 9112, section 3.2).
 *
 * @param uri path and query as sent
 * @param host the name that the client used, without a port; empty when it used none (HTTP/1.0)
 */
record Target(String uri, UrlPath path, String query, String host) {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._~-]*)(?::\\d{0,5})?");

    /** @throws IllegalArgumentException saying what is wrong with the request line or the Host header */
    static Target of(HttpRequest request) {
        String uri = request.uri();
        String authority = host(request);
        String lower = uri.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            int start = uri.indexOf("//") + 2;
            int end = start;
            while (end < uri.length() && "/?".indexOf(uri.charAt(end)) < 0) {
                end++;
            }
            authority = uri.substring(start, end);
            uri = uri.startsWith("/", end) ? uri.substring(end) : "/" + uri.substring(end);
        }
        var name = AUTHORITY.matcher(authority);
        if (!name.matches()) {
            throw new IllegalArgumentException("the Host header is not a host's name");
        }
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String query = question < 0 ? "" : uri.substring(question + 1);
        return new Target(uri, UrlPath.parse(path), query, name.group(1));
    }

    private static String host(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean optional = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        if (hosts.size() > 1 || (hosts.isEmpty() && !optional)) {
            throw new IllegalArgumentException("the request has " + hosts.size() + " Host headers instead of one");
        }
        return hosts.isEmpty() ? "" : hosts.get(0).strip();
    }
}
