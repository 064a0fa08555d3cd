package luafcgid.daemon.exchange;

import java.lang.System.Logger.Level;
import java.time.Duration;
import luafcgid.protocol.LimitedLog;
import luafcgid.protocol.Params;

/** Warns of a header block that the web server will not take unless it is configured for it: its own message hardly says so. */
final class HeaderWarning {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.daemon.Responder"), Duration.ofHours(1));

    private HeaderWarning() {}

    static void check(byte[] block, Object script, Params params) {
        if (block.length <= WebServer.ANY_TAKES) {
            return;
        }
        WebServer server = WebServer.of(params);
        int size = server == WebServer.APACHE ? longestLine(block) : block.length;
        if (size > server.header()) {
            String what = server == WebServer.APACHE ? "a header line" : "the response's headers";
            LOG.log(
                    Level.WARNING,
                    server + " " + script,
                    () -> script + ": " + what + " of " + size + " bytes may be more than " + server + " takes ("
                            + server.limit() + ")");
        }
    }

    static int longestLine(byte[] block) {
        int longest = 0;
        int start = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                longest = Math.max(longest, i + 1 - start);
                start = i + 1;
            }
        }
        return longest;
    }
}
