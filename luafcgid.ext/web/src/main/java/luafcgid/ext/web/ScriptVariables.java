package luafcgid.ext.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import luafcgid.ext.web.cgi.Variables;
import luafcgid.ext.web.files.Resource;
import luafcgid.protocol.Params;

/** The CGI variables of a request for a script, as a web server's FastCGI configuration would set them. */
final class ScriptVariables {
    private ScriptVariables() {}

    static Params of(
            HttpRequest head, Target target, Resource.Script script, Path root, Channel channel, String software) {
        InetSocketAddress server = (InetSocketAddress) channel.localAddress();
        InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
        Variables variables = new Variables()
                .own("GATEWAY_INTERFACE", "CGI/1.1")
                .own("SERVER_SOFTWARE", software)
                .sent("SERVER_PROTOCOL", head.protocolVersion().text())
                .sent("SERVER_NAME", target.host().isEmpty() ? text(server.getAddress()) : target.host())
                .own("SERVER_ADDR", text(server.getAddress()))
                .own("SERVER_PORT", Integer.toString(server.getPort()))
                .own("REMOTE_ADDR", text(client.getAddress()))
                .own("REMOTE_PORT", Integer.toString(client.getPort()))
                .sent("REQUEST_METHOD", head.method().name())
                .own("REQUEST_SCHEME", "http")
                .sent("REQUEST_URI", target.uri())
                .sent("DOCUMENT_URI", script.name() + script.pathInfo())
                .own("DOCUMENT_ROOT", root.toString())
                .sent("SCRIPT_NAME", script.name())
                .own("SCRIPT_FILENAME", script.file().toString())
                .sent("QUERY_STRING", target.query())
                // PHP's mark that a web server is in front; some scripts look for it.
                .own("REDIRECT_STATUS", "200");
        if (!script.pathInfo().isEmpty()) {
            variables.sent("PATH_INFO", script.pathInfo()).sent("PATH_TRANSLATED", bytes(root) + script.pathInfo());
        }
        header(variables, "CONTENT_TYPE", head, HttpHeaderNames.CONTENT_TYPE);
        header(variables, "CONTENT_LENGTH", head, HttpHeaderNames.CONTENT_LENGTH);
        return variables.headers(head.headers()).toParams();
    }

    private static void header(Variables variables, String name, HttpRequest head, CharSequence header) {
        String value = head.headers().get(header);
        if (value != null) {
            variables.sent(name, value);
        }
    }

    /** The path's UTF-8, one character for each byte. */
    private static String bytes(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The address without the zone that Java adds to a link-local one. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
