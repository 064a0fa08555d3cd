package luafcgid.test.web;

import java.nio.file.Path;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;

@OnNewestJdk
final class HaproxyTest extends BehindWebServer
        implements RequestContract, ResponseContract, StreamContract, ChangeContract {
    HaproxyTest() {
        super(Way.UNIX, Way.UNIX_KEPT, Way.TCP, Way.TCP_KEPT);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return Haproxy.start(folder, way, daemon, site);
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
}
