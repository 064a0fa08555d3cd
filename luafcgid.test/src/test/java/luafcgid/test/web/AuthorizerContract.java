package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A script decides who gets a file of the web server's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuthorizerContract {
    /** Admits who has the cookie, says who it is, and tells others where to go. */
    private static final String AUTHORIZER =
            """
            function main(env, con)
              assert(env.FCGI_ROLE == "AUTHORIZER", env.FCGI_ROLE)
              if env.HTTP_COOKIE == "key=1" then
                con:header("Status", "200 OK")
                con:header("Variable-REMOTE_USER", "jos\\195\\169")
                con:header("X-Not-Passed", "1")
                con:puts("not passed")
              elseif env.HTTP_COOKIE == "key=2" then
                con:header("Location", "http://example.org/login")
                con:header("Status", "302 Found")
              elseif env.HTTP_COOKIE == "key=3" then
                error("out of order")
              else
                con:header("Status", "403 Forbidden")
                con:puts("no key")
              end
            end
            """;

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder files;
    private Daemon daemon;
    private WebServer server;

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        site = Site.create();
        files = Folder.create();
        site.write("authorizer.lua", AUTHORIZER);
        site.write("private/page.txt", "private page");
        site.write(
                "private/who.lua",
                "function main(env, con) con:puts(env.FCGI_ROLE .. ' ' .. tostring(env.REMOTE_USER)) end");
        daemon = Daemon.of(jdk, site.path())
                .with("--listen", "127.0.0.1:0")
                .with("--set", "luafcgid.daemon.Responder:authorizer=" + site.resolve("authorizer.lua"))
                .start();
        server = start(files, (ListenAddress.Tcp) daemon.tcp(), site.path());
    }

    /** Starts it with {@code /private/} protected. */
    abstract WebServer start(Folder folder, ListenAddress.Tcp daemon, java.nio.file.Path site) throws Exception;

    @AfterParameterizedClassInvocation
    void close() throws Exception {
        try (Folder a = site;
                Folder b = files;
                Daemon c = daemon;
                WebServer d = server) {
            // Closed in reverse order.
        }
    }

    private RawHttp.Reply get(String target, String cookie) throws IOException {
        URI uri = server.uri(target);
        try (RawHttp client = new RawHttp(uri)) {
            return client.request("GET", "Cookie: " + cookie).reply();
        }
    }

    @Test
    void whoIsAdmittedGetsTheFileAndNothingElse() throws Exception {
        for (int i = 0; i < 5; i++) {
            RawHttp.Reply reply = get("/private/page.txt", "key=1");
            assertEquals("200 OK", reply.statusAndReason());
            assertEquals("private page", reply.body());
            assertEquals(List.of(), reply.values("Variable-REMOTE_USER"));
        }
    }

    @Test
    void variablesReachTheNextScript() throws Exception {
        assertEquals(
                "RESPONDER jos\u00c3\u00a9", get("/private/who.lua", "key=1").body());
    }

    @Test
    void whoIsNotAdmittedGetsTheAuthorizersAnswer() throws Exception {
        for (Map.Entry<String, String> each :
                Map.of("key=0", "403", "key=2", "302", "key=3", "500").entrySet()) {
            RawHttp.Reply reply = get("/private/page.txt", each.getKey());
            assertEquals(each.getValue(), reply.statusAndReason().substring(0, 3), reply::toString);
            assertFalse(reply.body().contains("private page"), reply::toString);
        }
        assertEquals("no key", get("/private/page.txt", "key=0").body());
        assertEquals(
                List.of("http://example.org/login"),
                get("/private/page.txt", "key=2").values("Location"));
    }

    @Test
    void whatIsNotProtectedNeedsNoKey() throws Exception {
        assertEquals("not a script", get("/plain.txt", "key=0").body());
        assertEquals("Hello World", get("/hello.lua", "key=0").body());
    }
}
