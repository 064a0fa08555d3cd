package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.ScriptException;
import luafcgid.lua.code.Engine;
import luafcgid.lua.engine.CoroutineKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaValue;

/** What coroutines do, whatever they are made of. */
@Timeout(60)
abstract class CoroutineContract {
    private final CoroutineKind kind;

    CoroutineContract(CoroutineKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void choose() {
        System.setProperty(CoroutineKind.PROPERTY, kind.text());
        Assumptions.assumeTrue(CoroutineKind.best() == kind, "this JVM gives no continuations");
    }

    @AfterEach
    void leaveToTheJvm() {
        System.clearProperty(CoroutineKind.PROPERTY);
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local w = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) return w(1) + w(10) | 22",
                "local c = coroutine.create(function() end) coroutine.resume(c) return coroutine.status(c) | dead",
                "local c = coroutine.create(function() end) return coroutine.status(c) | suspended",
                "local c c = coroutine.create(function() return coroutine.status(c) end) return select(2, coroutine.resume(c)) | running",
                "local e = {} local c = coroutine.create(function() error(e) end) local ok, x = coroutine.resume(c) return x == e | true",
                "local c = coroutine.wrap(function() error('x', 0) end) return select(2, pcall(c)) | x",
                "local c c = coroutine.create(function() return coroutine.resume(c) end) return select(3, coroutine.resume(c)) | cannot resume running coroutine",
                "return select(2, pcall(coroutine.yield)) | attempt to yield across metamethod/C-call boundary",
                "local w = coroutine.wrap(function() pcall(function() coroutine.yield(1) error('z', 0) end) return 'end' end) w() return w() | end",
                "local n = 0 for i = 1, 1000 do n = n + coroutine.wrap(function() return 1 end)() end return n | 1000",
                "local c c = coroutine.create(function() local o = coroutine.create(function() return coroutine.status(c) end) return select(2, coroutine.resume(o)) end) return select(2, coroutine.resume(c)) | normal",
                "local c = coroutine.create(function() error() end) local ok, e = coroutine.resume(c) return tostring(ok) .. type(e) | falsenil",
                "local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end}) local w = coroutine.wrap(function() return 'got ' .. t.x end) return w() .. w('y') | xgot y",
                "local t = setmetatable({}, {__add = function() return coroutine.yield(1) end}) local w = coroutine.wrap(function() return t + t end) return w() + w(2) | 3",
                "local w = coroutine.wrap(function() for i in function(_, i) return coroutine.yield(i) end do if i == 3 then return 'three' end end end) w() w(1) return w(3) | three",
                "local w = coroutine.wrap(function() return (('ab'):gsub('.', function(c) return coroutine.yield(c) end)) end) return w() .. w('1') .. w('2') | ab12",
                "local w = coroutine.wrap(function() local ok, e = xpcall(function() coroutine.yield(1) error('x', 0) end, function(m) return 'handled ' .. m end) return e end) w() return w() | handled x",
                "local function f() return coroutine.wrap(f)() end return (select(2, pcall(f)):gsub('^.*: ', '')) | C stack overflow",
                "local function deep(n) return n == 0 and coroutine.yield('deep') or 1 + deep(n - 1) end local w = coroutine.wrap(deep) return w(100) .. w(0) | deep100",
                "local function f() return 1 + f() end local ok, e = coroutine.resume(coroutine.create(f)) return (e:gsub('^.*: ', '')) | stack overflow",
                "local w = coroutine.wrap(function(...) return select('#', ...), select('#', coroutine.yield(nil, nil)) end) local n = select('#', w(nil, nil, nil)) local a, b = w(nil) return n .. a .. b | 231",
                "function string.twice(s) return s .. s end return coroutine.wrap(function() return ('a'):twice() end)() | aa"
            })
    void behavesAsLua(String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(body));
        }
    }

    @Test
    void coroutineGoesOnInALaterRequest() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "local w = coroutine.wrap(function() for i = 1, 9 do coroutine.yield(i) end end) function main() return w() end");
            assertEquals("1", site.run(script));
            String[] second = new String[1];
            Thread other = new Thread(() -> {
                try {
                    second[0] = site.run(script);
                } catch (luafcgid.lua.ScriptException e) {
                    second[0] = e.getMessage();
                }
            });
            other.start();
            other.join();
            assertEquals("2", second[0]);
            assertEquals("3", site.run(script));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LUA_5_1 | return tostring(coroutine.running()) | nil",
                "LUA_5_2 | return tostring(select(2, coroutine.running())) | true",
                "LUA_5_1 | return tostring(coroutine.isyieldable) | nil",
                "LUA_5_3 | return tostring(coroutine.isyieldable()) .. tostring(coroutine.wrap(coroutine.isyieldable)()) | falsetrue",
                "LUA_5_3 | return tostring(coroutine.close) | nil",
                "LUA_5_1 | local w w = coroutine.wrap(function() w() end) return (select(2, pcall(w)):gsub('^.*: ', '')) | cannot resume running coroutine",
                "LUA_5_4 | local w w = coroutine.wrap(function() w(1) end) return (select(2, pcall(w)):gsub('^.*: ', '')) | cannot resume non-suspended coroutine",
                "LUA_5_2 | return select(2, pcall(coroutine.yield)) | attempt to yield from outside a coroutine",
                "LUA_5_4 | local c = coroutine.create(function() coroutine.yield() end) coroutine.resume(c) return tostring(coroutine.close(c)) .. coroutine.status(c) | truedead",
                "LUA_5_4 | local c = coroutine.create(function() error('e', 0) end) coroutine.resume(c) local ok, e = coroutine.close(c) return tostring(ok) .. e .. tostring(coroutine.close(c)) | falseetrue",
                "LUA_5_4 | return select(2, pcall(coroutine.close, (coroutine.running()))) | cannot close a running coroutine",
                "LUA_5_4 | return tostring(coroutine.isyieldable(coroutine.create(print))) | true"
            })
    void differsFromDialectToDialect(Dialect dialect, String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(dialect, body));
        }
    }

    @Test
    void anErrorInAWrappedCoroutineSaysWhereItCameThrough() throws Exception {
        try (Site site = new Site(folder)) {
            String text = site.eval(
                    "local w = coroutine.wrap(function() error('x') end)\nlocal ok, e = pcall(function()\nw() end)\nreturn e");
            assertTrue(text.matches(".*eval\\.lua:4: .*eval\\.lua:2: x"), text);
        }
    }

    @Test
    void moreThanTheLimitAreAnErrorAndThoseThatEndMakeRoom() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(Site.coroutines(50));
            String kept = "local all = {} for i = 1, 51 do all[i] = coroutine.create(function() coroutine.yield() end)"
                    + " local ok, e = coroutine.resume(all[i]) if not ok then return i .. ': ' .. e end end";
            assertEquals("51: too many coroutines (limit coroutines=50)", site.eval(kept));
            String fifty = kept.replace("51", "50");
            String again = fifty.replace("local all = {}", "");
            assertEquals(
                    "nil",
                    site.eval(fifty + " for i = 1, 50 do coroutine.resume(all[i]) end " + again),
                    "room is made");
            assertEquals("done", site.eval("for i = 1, 200 do coroutine.wrap(function() end)() end return 'done'"));
        }
    }

    @Test
    void anyNumberThatIsLeftSuspendedMakesRoom() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(Site.coroutines(50));
            assertEquals(
                    "done",
                    site.eval(
                            "for i = 1, 200 do coroutine.wrap(function() coroutine.yield() end)() end return 'done'"));
        }
    }

    @Test
    void stopsWithItsState() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "function main() local w = coroutine.wrap(function() pcall(function() while true do end end) end) while true do pcall(w) end end");
            site.load(script);
            try (Lease lease = site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100))) {
                ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
                assertEquals(ScriptException.Kind.STOPPED, e.kind());
                assertTrue(e.traceback().frames().size() >= 1);
            }
        }
    }

    /** Begins coroutines that hold a variable whose closing is noted, and drops or keeps them. */
    private static final String OPEN = "-- lua: 5.4\nkept = {} function main(keep) for i = 1, 20 do"
            + " local co = coroutine.create(function()"
            + " local a <close> = setmetatable({}, {__close = function() note() end}) coroutine.yield() end)"
            + " coroutine.resume(co) kept[i] = keep and co or nil end end";

    private static AtomicInteger countNotes(Lease lease) {
        AtomicInteger notes = new AtomicInteger();
        lease.state().globals().rawset("note", new LibraryFunction("note", arguments -> {
            notes.incrementAndGet();
            return LuaValue.NONE;
        }));
        return notes;
    }

    @Test
    void aClosedStateClosesNoVariables() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", OPEN);
            AtomicInteger notes;
            try (Lease lease = site.claim(script)) {
                notes = countNotes(lease);
                lease.state().call(lease.state().globals().get("main"), LuaValue.TRUE);
            }
            site.pool.flush(path -> true);
            site.pool.close();
            assertEquals(0, notes.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void endingAnAbandonedCoroutineLeavesWhoeverRunsAlone(Engine engine) throws Exception {
        try (Site site = new Site(folder, s -> s.withEngine(engine))) {
            site.pool.limits(Site.coroutines(5));
            Path script = site.write(
                    "a.lua",
                    """
                    local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end return n end
                    local function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
                    function main()
                      for i = 1, 11 do coroutine.resume(coroutine.create(function() deep(10) end)) end
                      return sum(20) .. ' ' .. select(2, pcall(error, 'x', 1))
                    end""");
            assertEquals("210 x", site.run(script));
        }
    }

    @Test
    void anAbandonedCoroutineClosesNoVariables() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(Site.coroutines(20));
            Path script = site.write("a.lua", OPEN);
            try (Lease lease = site.claim(script)) {
                AtomicInteger notes = countNotes(lease);
                LuaValue main = lease.state().globals().get("main");
                // No second would begin, were the first not gone.
                lease.state().call(main, LuaValue.NONE);
                lease.state().call(main, LuaValue.NONE);
                assertEquals(0, notes.get());
                lease.state().call(main, LuaValue.TRUE);
                lease.state()
                        .call(
                                new LibraryFunction("close", arguments -> {
                                    LuaValue close = lease.state()
                                            .globals()
                                            .get("coroutine")
                                            .get("close");
                                    LuaValue kept = lease.state().globals().get("kept");
                                    for (int i = 1; i <= 20; i++) {
                                        close.call(kept.get(i));
                                    }
                                    return LuaValue.NONE;
                                }),
                                LuaValue.NONE);
                assertEquals(20, notes.get(), "closed by coroutine.close");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a coroutine is stopped | coroutine.wrap(function() local a <close> = closing(note) while true do end end)()",
                "a closing is stopped | local co = coroutine.create(function() local a <close> = closing(note)"
                        + " local b <close> = closing(function() while true do end end) coroutine.yield() end)"
                        + " coroutine.resume(co) pcall(coroutine.close, co)"
            })
    void aStoppedScriptClosesNoVariables(String name, String body) throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "-- lua: 5.4\nfunction closing(f) return setmetatable({}, {__close = f}) end function main() "
                            + body + " note() end");
            site.load(script);
            try (Lease lease = site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100))) {
                AtomicInteger notes = countNotes(lease);
                ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
                assertEquals(ScriptException.Kind.STOPPED, e.kind());
                assertEquals(0, notes.get(), name);
            }
        }
    }
}
