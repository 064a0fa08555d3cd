package luafcgid.daemon.convention.luafcgid2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import luafcgid.daemon.respond.Site;
import luafcgid.daemon.respond.TestRequest;
import luafcgid.daemon.respond.TestResponse;
import luafcgid.daemon.session.memory.MemoryLimits;
import luafcgid.daemon.session.memory.MemorySessions;
import luafcgid.lua.Lease;
import luafcgid.lua.State;
import luafcgid.lua.pool.Capacity;
import luafcgid.lua.pool.PoolSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

@Timeout(60)
final class Luafcgid2ConventionTest {
    @TempDir
    Path folder;

    private Site site;
    private final MemorySessions sessions = new MemorySessions(new MemoryLimits(100, 1 << 20), InstantSource.system());

    @BeforeEach
    void open() throws IOException {
        site = new Site(folder.resolve("www"));
        configure(Map.of());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void configure(Map<String, Object> values) {
        site.convention = new Luafcgid2Convention(
                Luafcgid2Settings.of(Luafcgid2SettingsTest.config(values)), site.pool(), () -> sessions);
    }

    private Path main(String name, String body) throws IOException {
        return site.write(name, "function main()\n" + body + "\nend\n");
    }

    private String body(Path script) throws IOException {
        return site.answer(site.request(script)).body();
    }

    /** What a body answers that is written to a new script. */
    private String run(String body) throws IOException {
        return body(main("run.lua", body));
    }

    private TestRequest with(Path script, String cookie) {
        return site.request(script).with("REMOTE_ADDR", "10.0.0.1").with("HTTP_COOKIE", cookie);
    }

    private static String id(TestResponse response) {
        String cookie = response.header("Set-Cookie");
        assertTrue(cookie.startsWith("XLuaSession="), response::text);
        return cookie.substring("XLuaSession=".length(), cookie.indexOf(';'));
    }

    @Test
    void globalNamesAreThere() throws IOException {
        assertEquals(
                "true 2 404 Not Found integer 3.0 /",
                run("Send(table.concat({tostring(LUAFCGID), LUAFCGID_VERSION, Response[404],"
                        + " math.type(Info.State), 6 / 2, Dir():match('^/')}, ' '))"));
    }

    @Test
    void headersEndWithTimeAndLength() throws IOException {
        TestResponse response = site.answer(site.request(main("a.lua", "Send('x') Header('A', 'b') Send('yz')")));
        assertTrue(
                response.text()
                        .matches("Status: 200 OK\r\nX-Powered-By: Lua\r\nA: b\r\nX-ElapsedTime: \\d+\r\n"
                                + "Content-Length: 3\r\nContent-Type: text/html\r\n\r\nxyz"),
                response::text);
    }

    @Test
    void functionsMayBeKeptByTheBody() throws IOException {
        Path script = site.write("a.lua", "local send = Send function main() send(Env.REQUEST_METHOD) end");
        assertEquals("GET", body(script));
        assertEquals("GET", body(script));
    }

    @Test
    void outsideOfARequestTheySayWhatIsWrong() throws IOException {
        String page = body(site.write("a.lua", "Send('x') function main() end"));
        assertTrue(
                page.contains("Send: there is no request while the script&#39;s body runs; call it in main()"), page);
    }

    @Test
    void lastRequestsAnswerIsNotSeenByTheNext() throws IOException {
        Path script = main("a.lua", "if Env.QUERY_STRING == 'fail' then Send('half') error('x') end Send('whole')");
        assertEquals(
                "500 Internal Server Error",
                site.answer(site.request(script).with("QUERY_STRING", "fail")).status());
        assertEquals("whole", body(script));
    }

    @Test
    void longPagesAreSentAsTheyCome() throws IOException {
        TestResponse response = site.answer(site.request(main(
                "a.lua", "local mb = ('x'):rep(1 << 20) Session.Start() for i = 1, 9 do Send(mb) end Send('end')")));
        assertEquals("", response.header("Content-Length"));
        assertTrue(response.header("X-ElapsedTime").matches("\\d+"), response::head);
        assertEquals(24, id(response).length());
        assertEquals((9 << 20) + 3, response.body().length());
        assertTrue(response.body().endsWith("xend"));
        assertEquals(
                8 << 20,
                Integer.parseInt(site.answer(site.request(main("b.lua", "Send(('x'):rep(8 << 20))")))
                        .header("Content-Length")));
    }

    @Test
    void sessionCannotBeginBehindTheHeaders() throws IOException {
        String body = run("for i = 1, 9 do Send(('x'):rep(1 << 20)) end Send(select(2, pcall(Session.Start)))");
        assertTrue(body.endsWith("Session.Start: no session can begin any more, since the page is so long that its"
                + " headers were sent: begin it before"));
    }

    @Test
    void answersWithoutABodyHaveNoLength() throws IOException {
        for (String body : new String[] {"RespStatus('204 No Content')", "Header('Status: 304 Not Modified')"}) {
            assertEquals("", site.answer(site.request(main("a.lua", body))).header("Content-Length"));
        }
        assertEquals(
                "0",
                site.answer(site.request(main("a.lua", "Header('Status', '204 No Content') Reset()")))
                        .header("Content-Length"));
    }

    @Test
    void throwawayStateSaysSo() throws Exception {
        Path script = main("a.lua", "Send(tostring(Info.State))");
        site.pool()
                .settings(PoolSettings.of(site.root)
                        .withCapacity(new Capacity(
                                Capacity.Policy.THROWAWAY, 1, 0, 1, 0, Duration.ofHours(1), Duration.ofHours(1))));
        assertTrue(Long.parseLong(body(script)) > 0);
        try (Lease lease = site.pool().claim(script, site.convention.profile(), Long.MAX_VALUE)) {
            assertFalse(lease.state().isThrowaway());
            assertEquals("-1", body(script));
        }
    }

    @Test
    void threadDataCountsStates() throws Exception {
        Path script = main("a.lua", "for k, v in pairs(ThreadData()) do Send(k .. ' ' .. v) end");
        try (Lease lease = site.pool().claim(script, site.convention.profile(), Long.MAX_VALUE)) {
            assertTrue(lease.state().isLoaded());
            assertEquals(script + " 2", body(script));
        }
    }

    @Test
    void startupRunsInEveryStateBeforeTheScript() throws Exception {
        Path startup = site.write("../start.lua", "order = 'startup' function greet() return 'hello' end");
        configure(Map.of("startup", startup.toString()));
        Path script = site.write("a.lua", "order = order .. ' body' function main() Send(order .. ' ' .. greet()) end");
        assertEquals("startup body hello", body(script));
        site.write("../start.lua", "order = 'changed' function greet() return 'hi' end");
        assertEquals("changed body hi", body(script));
    }

    @Test
    void startupThatFailsIsToldWithItsPlace() throws Exception {
        Path startup = site.write("../start.lua", "\nerror('no database')");
        configure(Map.of("startup", startup.toString()));
        String page = run("Send('x')");
        assertTrue(page.contains("start.lua:2: no database"), page);
        configure(Map.of("startup", "/no/such/file.lua"));
        String other = run("Send('x')");
        assertTrue(other.contains("/no/such/file.lua: cannot be read: No such file or directory"), other);
    }

    @Test
    void configIsDataThatEveryStateHasForItself() throws Exception {
        Path config = site.write(
                "../config.lua",
                "entry = 'main' Config = {entry = entry, n = {1, 2.0, x = true}, f = function() end,"
                        + " ['shop.example'] = {title = 'Shop'}, ['word.example'] = 'just a word'}");
        configure(Map.of("config", config.toString()));
        Path script = main(
                "a.lua",
                "Config.n[1] = Config.n[1] + 1 Send(Config.entry, 0) Send(' ' .. Config.n[1] .. ' ' .. Config.n[2] .. ' '"
                        + " .. tostring(Config.n.x) .. ' ' .. tostring(Config.f) .. ' ')"
                        + " local l = LocalConfig Send(type(l) == 'table' and l.title or tostring(l))"
                        + " if type(l) == 'table' then l.title = 'changed' end");
        TestRequest shop = site.request(script).with("SERVER_NAME", "shop.example");
        assertEquals("main 2 2.0 true nil Shop", site.answer(shop).body());
        assertEquals("main 3 2.0 true nil Shop", site.answer(shop).body());
        assertEquals(
                "main 4 2.0 true nil just a word",
                site.answer(site.request(script).with("SERVER_NAME", "word.example"))
                        .body());
        assertEquals(
                "main 5 2.0 true nil nil",
                site.answer(site.request(script).with("SERVER_NAME", "other")).body());
        site.write("../config.lua", "Config = {entry = 'new', n = {7, 8}}");
        assertEquals("new 8 8 nil nil nil", site.answer(shop).body());
    }

    @Test
    void configHasNoLibraries() throws Exception {
        Path config = site.write("../config.lua", "Config = {a = tostring(1)}");
        configure(Map.of("config", config.toString()));
        String page = run("Send('x')");
        assertTrue(page.contains("attempt to call a nil value (global &#39;tostring&#39;)"), page);
    }

    @Test
    void configThatBreaksLeavesTheOldOneServing() throws Exception {
        Path config = site.write("../config.lua", "Config = {a = 'old'}");
        configure(Map.of("config", config.toString()));
        Path script = main("a.lua", "Send(Config.a)");
        assertEquals("old", body(script));
        site.write("../config.lua", "Config = {a = ");
        assertEquals("old", body(script));
    }

    @Test
    void modulesAreFoundInTheDocumentRoot() throws Exception {
        site.write("shop/lib.lua", "return 'of the shop'");
        site.write("lib.lua", "return 'of all'");
        Path script = site.write("shop/sub/a.lua", "local lib = require 'lib' function main() Send(lib) end");
        String root = site.root.resolve("shop").toString();
        assertEquals("of all", body(script));
        assertEquals(
                "of the shop",
                site.answer(site.request(script).with("DOCUMENT_ROOT", root)).body());
        Path path = main("shop/sub/b.lua", "Send(package.path)");
        assertEquals(
                String.join(
                        ";",
                        root + "/sub/?.lua",
                        root + "/sub/?/init.lua",
                        root + "/?.lua",
                        root + "/?/init.lua",
                        site.root + "/?.lua",
                        site.root + "/?/init.lua"),
                site.answer(site.request(path).with("DOCUMENT_ROOT", root)).body());
        assertFalse(site.answer(site.request(path).with("DOCUMENT_ROOT", "/etc"))
                .body()
                .contains("/etc"));
    }

    @Test
    void otherSettingsMeanOtherStates() throws Exception {
        Path script = main("a.lua", "n = (n or 0) + 1 Send(tostring(n))");
        assertEquals("1", body(script));
        assertEquals("2", body(script));
        String root = site.root.toString();
        assertEquals(
                "1",
                site.answer(site.request(script).with("DOCUMENT_ROOT", root)).body());
        assertEquals(2, site.pool().retire(site.convention.profile()));
        assertEquals(0, site.pool().states().size());
        assertEquals("1", body(script));
        configure(Map.of());
        assertEquals("1", body(script));
    }

    @Test
    void sessionSurvivesItsStates() throws Exception {
        Path script = main(
                "a.lua", "local n = Session.GetVar('r', 'n') or 0 Session.SetVar('r', 'n', n + 1) Send(tostring(n))");
        TestResponse first = site.answer(with(script, ""));
        assertEquals("0", first.body());
        String id = id(first);
        site.pool().flush(path -> true);
        assertEquals("1", site.answer(with(script, "XLuaSession=" + id)).body());
        configure(Map.of());
        TestResponse third = site.answer(with(script, "a=b; XLuaSession=" + id));
        assertEquals("2", third.body());
        assertEquals(id, id(third));
    }

    @Test
    void sessionOfAnotherClientIsRefused() throws Exception {
        Path script = main("a.lua", "Send(tostring(Session.GetVar('r', 'n'))) Session.SetVar('r', 'n', 1)");
        String id = id(site.answer(with(script, "")));
        TestRequest thief = with(script, "XLuaSession=" + id)
                .with("REMOTE_ADDR", "10.0.0.9")
                .with("HTTP_USER_AGENT", "x");
        TestResponse refused = site.answer(thief);
        assertEquals("nil", refused.body());
        assertNotEquals(id, id(refused));
        assertEquals("1", site.answer(with(script, "XLuaSession=" + id)).body());
        // The same browser elsewhere is known by its other traits, and from then on by its new address.
        TestRequest moved = with(script, "XLuaSession=" + id).with("REMOTE_ADDR", "10.0.0.7");
        assertEquals("1", site.answer(moved).body());
        assertEquals("1", site.answer(moved.with("HTTP_USER_AGENT", "y")).body());
    }

    @Test
    void unknownIdIsNeverTaken() throws Exception {
        Path script = main("a.lua", "Session.Start()");
        String id = id(site.answer(with(script, "XLuaSession=ABCDEFGHIJKLMNOPQRSTUVWX")));
        assertNotEquals("ABCDEFGHIJKLMNOPQRSTUVWX", id);
    }

    @Test
    void cookieOfASessionThatIsNoneIsForgotten() throws Exception {
        Path reads = main("a.lua", "Session.GetVar('r', 'n')");
        assertEquals(
                "XLuaSession=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
                site.answer(with(reads, "XLuaSession=ABCDEFGHIJKLMNOPQRSTUVWX")).header("Set-Cookie"));
        assertEquals("", site.answer(with(reads, "a=b")).header("Set-Cookie"));
        Path asksNothing = main("b.lua", "Send('x')");
        assertEquals(
                "",
                site.answer(with(asksNothing, "XLuaSession=ABCDEFGHIJKLMNOPQRSTUVWX"))
                        .header("Set-Cookie"));
    }

    @Test
    void deletedSessionHasGoneForEveryone() throws Exception {
        Path script = main(
                "a.lua",
                "if Env.QUERY_STRING == 'out' then Session.Delete() else Session.SetVar('r', 'n', 1) end"
                        + " Send(tostring(Session.HasRealm('r')))");
        String id = id(site.answer(with(script, "")));
        TestResponse out = site.answer(with(script, "XLuaSession=" + id).with("QUERY_STRING", "out"));
        assertEquals("false", out.body());
        assertTrue(out.header("Set-Cookie").startsWith("XLuaSession=; Max-Age=0;"), out::head);
        assertNotEquals(id, id(site.answer(with(script, "XLuaSession=" + id))));
    }

    @Test
    void valuesKeepTheirKind() throws Exception {
        Path script = main(
                "a.lua",
                """
                if Env.QUERY_STRING == 'set' then
                  Send(tostring(Session.SetVar('r', 'int', math.mininteger)))
                  Session.SetVar('r', 'float', 3.0)
                  Session.SetVar('r', 'bytes', '\\0\\xff\\xc3')
                  Session.SetVar('r', 'no', false)
                  Send(tostring(Session.SetVar('r', 'int', {})) .. tostring(Session.SetVar('r', 'int', main)))
                else
                  local function get(name) return Session.GetVar('r', name) end
                  Send(('%s %s %s %d %s'):format(get 'int', get 'float', math.type(get 'float'), #get 'bytes', get 'no'))
                end""");
        TestResponse set = site.answer(with(script, "").with("QUERY_STRING", "set"));
        assertEquals("truefalsefalse", set.body());
        assertEquals(
                "-9223372036854775808 3.0 float 3 false",
                site.answer(with(script, "XLuaSession=" + id(set))).body());
    }

    @Test
    void sessionThatGrowsTooLargeIsAnError() throws Exception {
        String text = run("Send(tostring(select(2, pcall(Session.SetVar, 'r', 'n', ('x'):rep(1 << 17)))))");
        assertTrue(text.contains("Session.SetVar: the session takes "), text);
    }

    @Test
    void requestsOfOneSessionLoseNothing() throws Exception {
        Path script = main(
                "a.lua",
                "for i = 1, 20 do Session.SetVar(Env.QUERY_STRING, 'n' .. i, i) end"
                        + " local n = 0 for t = 1, 8 do for i = 1, 20 do"
                        + " if Session.GetVar('t' .. t, 'n' .. i) then n = n + 1 end end end Send(tostring(n))");
        String cookie = "XLuaSession=" + id(site.answer(with(script, "").with("QUERY_STRING", "t0")));
        Map<Thread, Throwable> failures = new HashMap<>();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            TestRequest request = with(script, cookie).with("QUERY_STRING", "t" + (t + 1));
            threads[t] = new Thread(() -> {
                try {
                    site.answer(request);
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.put(Thread.currentThread(), e);
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Map.of(), failures);
        assertEquals(
                "160",
                site.answer(with(script, cookie).with("QUERY_STRING", "t1")).body());
    }

    @Test
    void stateIsNotMadeForAnother() throws Exception {
        Path script = main("a.lua", "");
        try (Lease lease = site.pool().claim(script, Long.MAX_VALUE)) {
            State state = lease.state();
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> Luafcgid2State.of(state));
            assertTrue(e.getMessage().endsWith("its state was not made for luafcgid2"), e::getMessage);
            assertEquals(LuaValue.NIL, state.globals().get("Send"));
        }
    }
}
