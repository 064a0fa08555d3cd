package luafcgid.ext.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import luafcgid.ext.shared.memory.MemorySettings;
import luafcgid.ext.shared.memory.MemoryStore;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StateThread;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module as scripts see it. */
@Timeout(60)
final class SharedLibraryTest {
    private static final String PRELUDE =
            """
            local shared = require "shared"
            local d = shared.dict("d")
            local function show(...)
              local all = {n = select("#", ...), ...}
              for i = 1, all.n do all[i] = tostring(all[i]) end
              return table.concat(all, " ")
            end
            """;

    @TempDir
    Path folder;

    private Site site;
    private volatile SharedStore store;

    private static SharedStore memory() {
        return new MemoryStore(MemorySettings.of(1 << 20, 0, 16 << 20));
    }

    @BeforeEach
    void open() throws Exception {
        store = memory();
        site = new Site(folder);
        site.extension(new SharedLibrary(() -> store), "shared");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String eval(String body) throws Exception {
        return site.eval(PRELUDE + body);
    }

    private void assertShows(String expected, String expression) throws Exception {
        assertEquals(expected, eval("return show(" + expression + ")"), expression);
    }

    private String error(String body) {
        return assertThrows(ScriptException.class, () -> eval(body)).getMessage();
    }

    @Test
    void valueIsSeenByAnotherState() throws Exception {
        Path writer = site.write("w.lua", "function main() return require('shared').dict('d'):set('k', 'v', 0, 3) end");
        Path reader = site.write(
                "r.lua", "function main() local v, f = require('shared').dict('d'):get('k') return v .. f end");
        try (Lease one = site.claim(writer);
                Lease other = site.claim(reader)) {
            assertEquals("true", Site.call(one));
            assertEquals("v3", Site.call(other));
        }
    }

    @Test
    void valueOutlivesItsScript() throws Exception {
        assertEquals("true", eval("return d:set('k', 1)"));
        site.pool.flush(script -> true);
        assertEquals("1", eval("return d:get('k')"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "d:get('none') | nil",
                "d:set('k', 'v') | true",
                "d:set('k', nil) | true",
                "d:set('k', false), d:get('k') | true false",
                "d:set('k', 1, 0, 7), d:get('k') | true 1 7",
                "d:set(5, 'number keys are strings'), d:get('5') | true number keys are strings",
                "d:add('k', 1), d:add('k', 2) | true false exists",
                "d:replace('k', 1) | false not found",
                "d:set('k', 1), d:replace('k', 2), d:get('k') | true true 2",
                "d:delete('k'), d:set('k', 1), d:delete('k'), d:get('k') | false true true nil",
                "d:incr('k') | nil not found",
                "d:incr('k', 5, 10), d:incr('k'), d:incr('k', -0.5) | 15 16 15.5",
                "d:set('k', 2^52), d:incr('k', 1) - 2^52 | true 1",
                "d:set('k', 'x'), d:incr('k', 1) | true nil not a number",
                "d:ttl('k') | nil not found",
                "d:set('k', 1), d:ttl('k') | true 0",
                "d:set('k', 1, 100), d:ttl('k') > 90 | true true",
                "d:expire('k', 1) | nil not found",
                "d:set('k', 1), d:expire('k', 100), d:ttl('k') > 90, d:expire('k', 0), d:ttl('k') | true true true true 0",
                "d:incr('k', 1, 0, 100), d:ttl('k') > 90 | 1 true",
                "d:cas('k', nil, 1), d:cas('k', 2, 3), d:cas('k', 1, 3), d:get('k') | true false true 3",
                "d:cas('k', 1, 2) | false nil",
                "d:set('k', 7), select(2, d:cas('k', 1, 2)) | true 7",
                "d:set('k', {1, a = {}}), d:cas('k', {a = {}, 1}, 'new'), d:get('k') | true true new",
                "d:set('k', 1), d:cas('k', 1, nil), d:get('k') | true true nil",
                "d:set('k', 1, 100), d:cas('k', 1, 2), d:ttl('k') > 90 | true true true",
                "d:rpush('l', 1), d:rpush('l', 'b'), d:lpush('l', {x = 0}), d:llen('l') | 1 2 3 3",
                "d:rpush('l', 1), d:rpush('l', 2), d:lpop('l'), d:rpop('l'), d:rpop('l'), d:llen('l') | 1 2 1 2 nil 0",
                "d:set('k', 1), d:lpush('k', 1) | true nil value not a list",
                "d:lpush('l', 1), d:get('l') | 1 nil value is a list",
                "d:set('k', 1), d:llen('k') | true nil value not a list",
                "d:set('k', 1), d:flush_all(), d:get('k'), d:count() | true true nil 0",
                "d:capacity() | 1048576",
                "d:free_space() | 1048576",
                "d:set('k', 1), d:free_space() < d:capacity(), d:count() | true true 1",
                "d:flush_expired() | 0",
                "d:set('k', 'v'), d:get_stale('k') | true v nil false",
                "d:set('', 1) | nil empty key",
                "d:get(('k'):rep(65536)) | nil key too long: 65536 bytes, allowed are 65535",
                "#d:get_keys() | 0",
                "d:set('k', 1), d:get_keys()[1] | true k",
                "shared.set('k', 1), shared.incr('k'), shared.dict('default'):get('k'), d:get('k') | true 2 2 nil",
                "d | shared dictionary (d)",
                "d == shared.dict('d') | true",
            })
    void answers(String expression, String expected) throws Exception {
        assertShows(expected, expression);
    }

    @Test
    void tooBigIsNilAndAMessage() throws Exception {
        String message = eval("return select(2, d:set('k', ('x'):rep(1100000)))");
        assertTrue(message.startsWith("no memory: "), message);
        assertTrue(
                eval("local t = {} for i = 1, 1000 do t[i] = ('x'):rep(2000) .. i end return select(2, d:set('k', t))")
                        .startsWith("no memory: "));
        assertTrue(eval("local t = {} for i = 1, 300000 do t[i] = true end return select(2, d:set('k', t))")
                .startsWith("no memory: the value takes more than 1048576 bytes"));
        assertEquals("nil", eval("return d:get('k')"));
    }

    @Test
    void stringsAreBytes() throws Exception {
        assertEquals(
                "true",
                eval(
                        """
                        local all = {}
                        for i = 0, 255 do all[#all + 1] = string.char(i) end
                        local s = table.concat(all)
                        d:set(s, s)
                        d:set("slice", s:sub(20, 250))
                        return d:get(s) == s and d:get("slice") == s:sub(20, 250)
                        """));
    }

    @Test
    void numbersAreExact() throws Exception {
        assertEquals(
                "true",
                eval(
                        """
                        local all = {0, 1, -1, 2^31 - 1, -2^31, 2^31, 2^53, -2^53, 2^63, 1e308, 5e-324, 0.1, 1/3, math.huge, -math.huge}
                        for _, n in ipairs(all) do
                          d:set("n", n)
                          if d:get("n") ~= n then return n end
                        end
                        d:set("n", 0/0)
                        local nan = d:get("n")
                        return nan ~= nan
                        """));
    }

    @Test
    void tablesAreCopiedInAndOut() throws Exception {
        assertEquals(
                "10 20 nil yes true 3 1.5",
                eval(
                        """
                        local t = {10, 20, deep = {er = {"yes"}}, [true] = true, [7] = 3, [0.5] = 1.5}
                        d:set("t", t)
                        t[1] = "changed"
                        local a, b = d:get("t"), d:get("t")
                        b[2] = "changed"
                        b.deep.er[1] = "changed"
                        return show(a[1], a[2], a[3], a.deep.er[1], a[true], a[7], a[0.5])
                        """));
    }

    @Test
    void sameTableTwiceIsNoCycle() throws Exception {
        assertEquals(
                "1 1 false",
                eval(
                        "local one = {1} d:set('t', {one, one}) local t = d:get('t') return show(t[1][1], t[2][1], t[1] == t[2])"));
    }

    @Test
    void metatablesAreNotAskedAndNotCopied() throws Exception {
        assertEquals(
                "1 nil nil",
                eval(
                        """
                local t = setmetatable({a = 1}, {__index = {b = 2}, __pairs = error, __len = error})
                d:set("t", t)
                return show(d:get("t").a, d:get("t").b, getmetatable(d:get("t")))
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d:set('k', print) | bad argument #2 to 'set' (value is a function; only booleans",
                "d:set('k', {a = {1, print}}) | bad argument #2 to 'set' (value.a[2] is a function; only booleans",
                "d:set('k', {[print] = 1}) | bad argument #2 to 'set' (value has a function as a key; only booleans",
                "d:set('k', {x = {[{}] = 1}}) | bad argument #2 to 'set' (value.x has a table as a key; only booleans",
                "d:add('k', coroutine.create(function() end)) | bad argument #2 to 'add' (value is a thread; only",
                "d:set('k', {d}) | bad argument #2 to 'set' (value[1] is a userdata; only",
                "local t = {} t.a = {b = t} d:set('k', t) | (value.a.b refers to a table that it is in; cycles cannot be shared)",
                "local t = {} for i = 1, 101 do t = {t} end d:set('k', t) | is a table in 100 others; no more can be shared",
                "d:add('k') | bad argument #2 to 'add' (value expected, got no value)",
                "d:get() | bad argument #1 to 'get' (string expected, got no value)",
                "d:get({}) | bad argument #1 to 'get' (string expected, got table)",
                "d.get('k') | calling 'get' on bad self (shared dictionary expected, got string; write d:get(...))",
                "d:incr('k', 'x') | bad argument #2 to 'incr' (number expected, got string)",
                "d:set('k', 1, -1) | bad argument #3 to 'set' (seconds from 0 expected, got -1)",
                "d:set('k', 1, 0/0) | seconds from 0 expected, got -nan)",
                "d:set('k', 1, 0, 0.5) | bad argument #4 to 'set' (whole number from 0 to 2147483647 expected, got 0.5)",
                "d:expire('k') | bad argument #2 to 'expire' (number expected, got no value)",
                "d:update('k', 5) | bad argument #2 to 'update' (function expected, got number)",
                "shared.dict('') | bad argument #1 to 'dict' (name of 1 to 255 bytes expected, got 0)",
                "shared.dict('x', {byte = 1}) | option 'byte' is unknown; there are bytes, entries and stale",
                "shared.dict('x', {bytes = -1}) | option 'bytes': number from 0 expected, got -1",
                "shared.get(nil) | bad argument #1 to 'get' (string expected, got nil)",
            })
    void misuseIsAnError(String body, String message) {
        String got = error(body + " return 1");
        assertTrue(got.contains(message), got);
        assertTrue(got.contains("eval.lua:"), got);
    }

    @Test
    void optionsCountAtTheFirstUse() throws Exception {
        assertEquals(
                "2000000 2000000",
                eval(
                        "return show(shared.dict('o', {bytes = 2000000}):capacity(), shared.dict('o', {bytes = 70000}):capacity())"));
        assertEquals(
                "5",
                eval(
                        """
                local few = shared.dict("few", {entries = 5})
                for i = 1, 100 do few:set(i, i) end
                few:flush_expired()
                return few:count()
                """));
    }

    @Test
    void dictionaryWithoutRoomIsNilAndAMessage() throws Exception {
        String message = eval("return select(2, shared.dict('huge', {bytes = 1e12}))");
        assertTrue(message.startsWith("no memory: dictionary 'huge' wants 1000000000000 bytes"), message);
    }

    @Test
    void staleValueCanBeServedWhileItIsRenewed() throws Exception {
        assertEquals(
                "nil old nil true",
                eval(
                        """
                local s = shared.dict("s", {stale = 60})
                s:set("k", "old", 0.001)
                while s:get("k") do end
                return show(s:get("k"), s:get_stale("k"))
                """));
    }

    @Test
    void keysAreAtMostAsManyAsAskedFor() throws Exception {
        assertEquals(
                "1024 10 2000",
                eval(
                        """
                for i = 1, 2000 do d:set("k" .. i, i) end
                return show(#d:get_keys(), #d:get_keys(10), #d:get_keys(0))
                """));
    }

    @Test
    void updateHandsTheFunctionWhatIsThereAndStoresWhatItReturns() throws Exception {
        assertEquals(
                "nil 1 1 2 nil",
                eval(
                        """
                local seen = {}
                local function bump(n) seen[#seen + 1] = tostring(n) return (n or 0) + 1 end
                local a, b = d:update("k", bump), d:update("k", bump)
                local gone = d:update("k", function() return nil end)
                return show(seen[1], seen[2], a, b, gone)
                """));
        assertEquals("nil", eval("return d:get('k')"));
    }

    @Test
    void updateTriesAgainWhenAnotherWroteMeanwhile() throws Exception {
        assertEquals(
                "2 111",
                eval(
                        """
                local calls = 0
                d:set("k", 1)
                local v = d:update("k", function(n)
                  calls = calls + 1
                  if calls == 1 then d:incr("k", 10) end
                  return n + 100
                end)
                return show(calls, v)
                """));
    }

    @Test
    void updateGivesUpInTheEnd() throws Exception {
        assertEquals(
                "100 nil conflict: others wrote 'k' during each of 100 tries; take its lock",
                eval(
                        """
                local calls = 0
                local v, message = d:update("k", function(n) calls = calls + 1 d:incr("k", 1, 0) return n end)
                return show(calls, v, message)
                """));
    }

    @Test
    void updateKeepsTheTimeUnlessToldOtherwise() throws Exception {
        assertEquals(
                "true 0",
                eval(
                        """
                local function same(v) return v end
                d:set("k", 1, 100)
                d:update("k", same)
                local kept = d:ttl("k") > 90
                d:update("k", same, 0)
                return show(kept, d:ttl("k"))
                """));
    }

    @Test
    void failedUpdateChangesNothing() throws Exception {
        String got = error("d:set('k', 1) d:update('k', function() error('no') end)");
        assertTrue(got.endsWith("no"), got);
        got = error("d:update('k', function() return print end)");
        assertTrue(got.contains("bad argument #2 to 'update' (value is a function"), got);
        assertEquals("1", eval("return d:get('k')"));
    }

    @Test
    void anotherStoreTakesOverAtOnceAndNoneIsSaid() throws Exception {
        Path script = site.write(
                "a.lua",
                "local d = require('shared').dict('d')\nfunction main() local v, e = d:incr('k', 1, 0) return v or e end");
        assertEquals("1", site.run(script));
        assertEquals("2", site.run(script));
        SharedStore first = store;
        store = memory();
        assertEquals("1", site.run(script));
        store = first;
        assertEquals("3", site.run(script));
        store = null;
        assertEquals("no store of shared dictionaries is active; see the log for why", site.run(script));
        assertEquals(1, site.pool.states().size());
    }

    @Test
    void idleStateDoesNotKeepAStoreThatWasReplaced() throws Exception {
        Path script = site.write(
                "a.lua",
                "local d = require('shared').dict('d')\nfunction main() return d:lock('k') and d:incr('k', 1, 0) end");
        assertEquals("1", site.run(script));
        WeakReference<SharedStore> replaced = new WeakReference<>(store);
        store = memory();
        for (int i = 0; i < 100 && replaced.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(replaced.refersTo(null), "the idle state keeps it");
        assertEquals("1", site.run(script));
    }

    @Test
    void moduleOfAStateIsItsOwn() throws Exception {
        Path vandal = site.write(
                "v.lua",
                "function main() local s = require 'shared' getmetatable(s.dict('d')).__index.get = nil s.get = nil return 1 end");
        assertEquals("1", site.run(vandal));
        assertEquals("nil nil", eval("return show(d:get('k'), shared.get('k'))"));
    }

    @Test
    void statsTellWhatHappened() throws Exception {
        assertEquals(
                "1 1 1 0 true",
                eval(
                        """
                d:set("k", 1)
                d:get("k")
                d:get("other")
                local s = d:stats()
                return show(s.entries, s.hits, s.misses, s.evictions, s.bytes > 0 and s.bytes < s.capacity)
                """));
    }

    @Test
    void manyStatesAddExactly() throws Exception {
        Path script = site.write(
                "a.lua",
                """
                local d = require("shared").dict("d")
                function main()
                  for i = 1, 2000 do
                    d:incr("incr", 1, 0)
                    d:update("table", function(t) t = t or {n = 0} t.n = t.n + 1 return t end)
                    local lock = assert(d:lock("lock", 60))
                    d:set("guarded", (d:get("guarded") or 0) + 1)
                    assert(lock:unlock())
                  end
                end
                """);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new StateThread(null, () -> run(script), "t" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals("16000 16000 16000", eval("return show(d:get('incr'), d:get('table').n, d:get('guarded'))"));
        assertFalse(site.pool.states().isEmpty());
    }

    private void run(Path script) {
        try {
            site.run(script);
        } catch (ScriptException e) {
            throw new IllegalStateException(e);
        }
    }
}
