package luafcgid.daemon.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import luafcgid.daemon.AccelLocation;
import luafcgid.daemon.RequestSettings;
import luafcgid.lua.FileMode;
import luafcgid.lua.State;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.Params;
import org.luaj.vm2.LuaError;

/** A file as the answer: the web server is asked to send it where it can, else it goes through here. */
final class FileAnswer {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.daemon.Responder"), Duration.ofDays(1));

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final String name;
    private final Path file;

    /** @param name as the script says it; the file policy of its state decides */
    FileAnswer(State state, String name) {
        this.name = name;
        this.file = state.context().resolve(name, FileMode.READ);
        if (!Files.exists(file)) {
            throw new LuaError("con:sendfile: " + name + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new LuaError("con:sendfile: " + name + ": is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new LuaError("con:sendfile: " + name + ": may not be read");
        }
    }

    /** Asks the web server to send it, by a header; false where that is not to be. */
    boolean offload(ResponseHead head, Params params, RequestSettings settings) {
        if (!settings.offload()) {
            return false;
        }
        WebServer server = WebServer.of(params);
        if (server == WebServer.NGINX && !settings.accel().isEmpty()) {
            head.add("X-Accel-Redirect", UrlEncoding.encodePath(accelerated(settings.accel())));
        } else if (server.takesSendfile()) {
            LOG.log(
                    Level.INFO,
                    server.toString(),
                    () -> "con:sendfile has " + server + " send files by X-Sendfile, which "
                            + (server == WebServer.APACHE ? "needs mod_xsendfile" : "\"x-sendfile\" has to enable")
                            + "; without it set sendfile=\"stream\" in luafcgid.daemon.Responder");
            head.add("X-Sendfile", UrlEncoding.encodePath(file.toString()));
        } else {
            return false;
        }
        // It knows the file's type, as of any other.
        head.defaultType(null);
        return true;
    }

    private String accelerated(List<AccelLocation> locations) {
        return locations.stream()
                .map(location -> location.of(file))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new LuaError("con:sendfile: " + name + ": no location of nginx serves " + file
                        + "; add it to 'accel' in luafcgid.daemon.Responder, as in /protected/=" + file.getParent()
                        + "/"));
    }

    /** Sends it through the connection. */
    void stream(ScriptResponse response, ResponseHead head) {
        try (InputStream in = Files.newInputStream(file)) {
            long length = Files.size(file);
            String type = URLConnection.guessContentTypeFromName(file.toString());
            head.defaultType(type == null ? UNKNOWN_TYPE : type);
            head.add("Content-Length", Long.toString(length));
            response.stream(in, length);
        } catch (IOException e) {
            throw new LuaError("con:sendfile: " + name + ": " + e.getMessage());
        }
    }
}
