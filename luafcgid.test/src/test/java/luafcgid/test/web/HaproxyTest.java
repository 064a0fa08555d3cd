package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.Texts;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;

@OnNewestJdk
final class HaproxyTest extends BehindWebServer
        implements RequestContract,
                ResponseContract,
                StreamContract,
                ChangeContract,
                HeadContract,
                RedirectContract,
                OversizeContract {
    HaproxyTest() {
        super(Way.UNIX, Way.UNIX_KEPT, Way.TCP, Way.TCP_KEPT);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return Haproxy.start(folder, way, daemon, site, Haproxy.BUFFER);
    }

    @Override
    public boolean streamsRequests() {
        return true;
    }

    @Override
    public int headerBytes() {
        return Haproxy.HEADER_BYTES;
    }

    /** It takes the Host header as it is. */
    @Override
    public Map<String, String> otherVariables(Way way) {
        return Map.of("SERVER_NAME", "example.org:" + stage().server(way).port());
    }

    @Test
    void sixtyKilobytesOfHeaderFitAnEnlargedBuffer() throws Exception {
        WebServer server = stage().another(
                        Way.UNIX_KEPT,
                        (folder, way, daemon, site) -> Haproxy.start(folder, way, daemon, site, 8 * Haproxy.BUFFER));
        try (RawHttp client = new RawHttp(server.uri("/large.lua?60000"))) {
            RawHttp.Reply reply = client.request("GET").reply();
            Texts.assertSame("0123456789".repeat(6000), String.join("|", reply.values("X-Large")));
            assertEquals("Hello World", reply.body());
        }
    }
}
