package luafcgid.daemon.respond;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import luafcgid.daemon.HttpStatus;
import luafcgid.lua.ScriptException;
import luafcgid.lua.Traceback;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;

/** What a client sees instead of a script's answer. */
final class ErrorPages {
    private final boolean details;
    private final boolean source;

    /**
     * @param details whether pages show messages and tracebacks: for development, never for strangers
     * @param source  whether with the lines that tracebacks name: of modules too, which are not the script's to show
     */
    ErrorPages(boolean details, boolean source) {
        this.details = details;
        this.source = source;
    }

    /** The request was not given to a script. */
    static void refused(Request request, Response response, HttpStatus status, String message) throws IOException {
        send(request, response, status, "<p>" + Html.escape(message) + "</p>");
    }

    /** The script failed. */
    void failed(Request request, Response response, HttpStatus status, ScriptException e) throws IOException {
        StringBuilder content = new StringBuilder();
        if (details) {
            content.append("<pre class=\"message\">")
                    .append(Html.escape(e.getMessage()))
                    .append("</pre>");
            List<Traceback.Frame> places = new ArrayList<>();
            e.traceback().fault().ifPresent(places::add);
            places.addAll(e.traceback().frames());
            content.append(places.isEmpty() ? "" : "<h2>Where</h2>");
            places.forEach(place -> content.append(SourceExcerpt.html(place, source)));
            content.append("<p class=\"hint\">This page is shown because <code>showerrors</code> is on.</p>");
        } else {
            content.append("<p>The script that makes this page failed. The reason is in the server's log.</p>");
        }
        send(request, response, status, content.toString());
    }

    private static void send(Request request, Response response, HttpStatus status, String content) throws IOException {
        response.appStatus(1);
        String head =
                "Status: " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\r\n";
        String page = request.isHead() ? head : head + Html.page(status.toString(), content);
        response.stdout().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
