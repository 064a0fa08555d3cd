package luafcgid.ext.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import luafcgid.lua.Lease;
import luafcgid.lua.engine.FilePolicy;
import luafcgid.lua.engine.FilePolicy.Access;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class LuaFileSystemTest {
    private static final String HEAD =
            """
            local lfs = require 'lfs'
            local function show(...)
              local t = {}
              for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end
              return table.concat(t, ',')
            end
            """;

    @TempDir
    Path folder;

    private Site site;
    private Path root;

    @BeforeEach
    void open() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        root = Files.createDirectory(folder.resolve("root")).toRealPath();
        Files.createSymbolicLink(root.resolve("leak"), outside);
        site = site(Access.ROOT);
    }

    private Site site(Access access) throws Exception {
        FilePolicy policy = new FilePolicy(access, List.of(root), List.of());
        Site made = new Site(root, settings -> settings.withFiles(policy));
        made.extension(new LuaFileSystem(), "lfs");
        return made;
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lfs.attributes('../outside') | nil,../outside: not allowed by the file policy,13",
                "lfs.attributes('..', 'mode') | nil,..: not allowed by the file policy,13",
                "lfs.attributes('leak/secret') | nil,leak/secret: not allowed by the file policy,13",
                "lfs.attributes('leak', 'mode') | nil,leak: not allowed by the file policy,13",
                "lfs.symlinkattributes('leak', 'mode') | link",
                "lfs.symlinkattributes('leak/', 'mode') | nil,leak/: not allowed by the file policy,13",
                "lfs.symlinkattributes('..', 'mode') | nil,..: not allowed by the file policy,13",
                "lfs.symlinkattributes('/etc', 'target') | nil,/etc: not allowed by the file policy,13",
                "lfs.chdir('..') | nil,..: not allowed by the file policy,13",
                "lfs.mkdir('leak/new') | nil,leak/new: not allowed by the file policy,13",
                "lfs.rmdir('../outside') | nil,../outside: not allowed by the file policy,13",
                "lfs.touch('leak/secret') | nil,leak/secret: not allowed by the file policy,13",
                "lfs.link('leak/secret', 'mine') | nil,leak/secret: not allowed by the file policy,13",
                "lfs.link('eval.lua', 'leak/mine') | nil,leak/mine: not allowed by the file policy,13",
                "lfs.link('eval.lua', 'leak/mine', true) | nil,leak/mine: not allowed by the file policy,13",
                "lfs.lock_dir('leak') | nil,leak/lockfile.lfs: not allowed by the file policy,13",
                "pcall(lfs.dir, 'leak') | false,cannot open leak: not allowed by the file policy"
            })
    void nothingOutsideOfTheRootIsTouched(String call, String result) throws Exception {
        assertEquals(result, site.eval(HEAD + "return show(" + call + ")"));
        try (Stream<Path> files = Files.list(folder.resolve("outside"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void linkThatWouldLeadOutIsNotMade() throws Exception {
        for (String target : List.of("../outside/new", folder + "/outside/secret", "leak/secret", "/etc/passwd")) {
            String result = site.eval(HEAD + "return show(lfs.link('" + target + "', 'out', true))");
            assertTrue(result.startsWith("nil,") && result.endsWith("not allowed by the file policy,13"), result);
            assertFalse(Files.exists(root.resolve("out"), LinkOption.NOFOLLOW_LINKS), target);
        }
        assertEquals("true", site.eval(HEAD + "return show(lfs.link('eval.lua', 'in', true))"));
    }

    @Test
    void noneOfItIsAllowedWhereThePolicyIsNone() throws Exception {
        try (Site none = site(Access.NONE)) {
            assertEquals(
                    "nil,.: not allowed by the file policy,13",
                    none.eval(HEAD + "return show(lfs.attributes('.', 'mode'))"));
            assertEquals("nil,x: not allowed by the file policy,13", none.eval(HEAD + "return show(lfs.mkdir('x'))"));
        }
    }

    @Test
    void requireSetsTheGlobalVariable() throws Exception {
        assertEquals(
                "true,true",
                site.eval("local m = require 'lfs' return tostring(lfs == m) .. ',' .. tostring(_G.lfs == m)"));
    }

    @Test
    void byteThatNoNameHasIsInvalid() throws Exception {
        assertEquals(
                "nil,cannot obtain information from file 'a\0b': Invalid argument,22",
                site.eval(HEAD + "return show(lfs.attributes('a\\0b'))"));
        assertEquals("nil,Invalid argument,22", site.eval(HEAD + "return show(lfs.link('a\\0b', 'c', true))"));
    }

    @Test
    void everyStateHasAWorkingDirectoryOfItsOwn() throws Exception {
        Files.createDirectory(root.resolve("sub"));
        String body = "local lfs = require 'lfs' function main() local was = lfs.currentdir() lfs.chdir('sub') "
                + "io.open('here', 'w'):close() return was end";
        Path a = site.write("a.lua", body);
        Path b = site.write("b.lua", body);
        assertEquals(root.toString(), site.run(a));
        assertEquals(root.toString(), site.run(b));
        assertTrue(Files.exists(root.resolve("sub/here")));
        assertEquals(root + "/sub", site.run(a));
    }

    @Test
    void tablesOfStatesAreTheirOwn() throws Exception {
        assertEquals(
                "userdata",
                site.run(
                        site.write(
                                "a.lua",
                                "local lfs = require 'lfs' function main() lfs.mkdir = nil local _, d = lfs.dir('.') getmetatable(d).__index.next = nil return type(d) end")));
        assertEquals(
                "function,.",
                site.run(
                        site.write(
                                "b.lua",
                                "local lfs = require 'lfs' function main() local _, d = lfs.dir('.') return type(lfs.mkdir) .. ',' .. d:next() end")));
    }

    @Test
    void locksExcludeOtherStates() throws Exception {
        site.write("data", "0123456789");
        String body =
                """
                local lfs = require 'lfs'
                function main() return '' end
                function lock(mode, start, length)
                  file = file or io.open('data', 'r+')
                  local ok, message = lfs.lock(file, mode, start, length)
                  return ok and 'ok' or message
                end
                function unlock(start, length) return tostring(lfs.unlock(file, start, length)) end
                function close() file:close() file = nil return 'closed' end
                """;
        Lease a = site.claim(site.write("a.lua", body));
        try (Lease b = site.claim(site.write("b.lua", body))) {
            String taken = "Resource temporarily unavailable";
            assertEquals("ok", call(a, "lock('w', 0, 4)"));
            assertEquals(taken, call(b, "lock('w')"));
            assertEquals(taken, call(b, "lock('r', 3, 1)"));
            assertEquals("ok", call(b, "lock('w', 4)"));
            assertEquals(taken, call(a, "lock('w')"), "a lock that cannot grow");
            assertEquals(taken, call(b, "lock('r', 0, 4)"), "is still held");
            assertEquals("true", call(a, "unlock(1, 2)"));
            assertEquals("ok", call(b, "lock('w', 1, 2)"));
            assertEquals(taken, call(b, "lock('w', 0, 1)"));
            assertEquals(taken, call(b, "lock('w', 3, 1)"));
            assertEquals("ok", call(a, "lock('r', 0, 1)"), "what is held can be made weaker");
            assertEquals("ok", call(b, "lock('r', 0, 1)"));
            assertEquals(taken, call(a, "lock('w', 0, 1)"), "not stronger, while another reads");
            assertEquals("closed", call(b, "close()"));
            assertEquals("ok", call(a, "lock('w')"), "closing gives all locks back");
            assertEquals(taken, call(b, "lock('r')"));
            a.state().retire("test");
            a.close();
            assertEquals("ok", call(b, "lock('w')"), "so does the end of the state");
        }
    }

    @Test
    void locksExcludeOtherProcesses() throws Exception {
        site.write("data", "x");
        String body =
                """
                local lfs = require 'lfs'
                function main() return '' end
                function lock(mode, start, length)
                  file = io.open('data', 'r+')
                  return tostring(lfs.lock(file, mode, start, length))
                end
                function close() file:close() return 'closed' end
                """;
        try (Lease a = site.claim(site.write("a.lua", body));
                Lease b = site.claim(site.write("b.lua", body))) {
            assertEquals("true", call(a, "lock('w')"));
            assertEquals("Resource temporarily unavailable", fromOutside());
            call(a, "close()");
            assertEquals("true", fromOutside());
            assertEquals("true", call(a, "lock('r')"));
            assertEquals("true", call(b, "lock('r')"));
            assertEquals("Resource temporarily unavailable", fromOutside());
            call(a, "close()");
            assertEquals("Resource temporarily unavailable", fromOutside(), "the other still reads");
            call(b, "close()");
            assertEquals("true", fromOutside());
        }
    }

    /** What another process is told when it locks the file. */
    private String fromOutside() throws Exception {
        String script = "local ok, lfs = pcall(require, 'lfs') if not ok then print('missing') return end "
                + "local ok, message = lfs.lock(io.open('data', 'r+'), 'w') io.write(message or tostring(ok))";
        Process lua;
        try {
            lua = new ProcessBuilder("lua5.1", "-e", script)
                    .directory(root.toFile())
                    .start();
        } catch (IOException e) {
            return BehaviourTest.missing("lua5.1 is not installed");
        }
        String answer = new String(lua.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.startsWith("missing")
                ? BehaviourTest.missing("lua5.1 has no lfs: install lua-filesystem")
                : answer;
    }

    @Test
    void unlockWritesWhatWaitedAndLockForgetsWhatWasRead() throws Exception {
        site.write("data", "old");
        assertEquals(
                "old new",
                site.eval(
                        HEAD
                                + """
                        local a, b = io.open('data', 'r+'), io.open('data', 'r+')
                        local before = b:read('*a')
                        lfs.lock(a, 'w')
                        a:write('new')
                        lfs.unlock(a)
                        lfs.lock(b, 'r')
                        b:seek('set')
                        return before .. ' ' .. b:read('*a')"""));
    }

    @Test
    void handlesWithoutAFileHaveNoLocks() throws Exception {
        assertEquals("nil,Bad file descriptor", site.eval(HEAD + "return show(lfs.lock(io.stdout, 'w'))"));
        assertEquals("true,binary", site.eval(HEAD + "return show(lfs.setmode(io.stdout, 'binary'))"));
    }

    @Test
    void lockOfAFolderIsGoneWithItsState() throws Exception {
        Path script = site.write("a.lua", "function main() lock = require('lfs').lock_dir('.') return type(lock) end");
        try (Lease lease = site.claim(script)) {
            assertEquals("userdata", Site.call(lease));
            assertEquals("nil,File exists", site.eval(HEAD + "return show(lfs.lock_dir('.'))"));
            lease.state().retire("test");
        }
        assertFalse(Files.exists(root.resolve("lockfile.lfs"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void staleLockOfAFolderIsTakenOverAndNotFreedByItsFormerOwner() throws Exception {
        Path lockFile = root.resolve("lockfile.lfs");
        Path script = site.write(
                "a.lua",
                "function main() lock = lock or require('lfs').lock_dir('.') return type(lock) end function free() lock:free() return 'freed' end");
        try (Lease lease = site.claim(script)) {
            assertEquals("userdata", Site.call(lease));
            assertEquals("nil,File exists", site.eval(HEAD + "return show(lfs.lock_dir('.', 60))"));
            Files.getFileAttributeView(lockFile, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(Instant.now().minusSeconds(100)), null, null);
            assertEquals("nil,File exists", site.eval(HEAD + "return show(lfs.lock_dir('.'))"));
            assertEquals("userdata", site.eval(HEAD + "mine = lfs.lock_dir('.', 60) return type(mine)"));
            assertEquals("freed", call(lease, "free()"));
            assertTrue(Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Test
    void iteratorThatIsLeftHoldsNoFolderOpenOnceItIsForgotten() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        Path many = Files.createDirectory(root.resolve("many"));
        for (int i = 0; i < 600; i++) {
            Files.createFile(many.resolve("file" + i));
        }
        try (Lease lease = site.claim(
                site.write("a.lua", "function main() for name in require('lfs').dir('many') do return name end end"))) {
            assertEquals(".", Site.call(lease));
            assertTrue(open(descriptors, many) > 0);
            while (open(descriptors, many) > 0) {
                System.gc();
                call(lease, "require('lfs').dir('.')");
            }
            Site.call(lease);
            assertTrue(open(descriptors, many) > 0);
            lease.state().retire("test");
        }
        assertEquals(0, open(descriptors, many));
    }

    @Test
    void smallFolderIsNotHeldOpenAtAll() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        Path few = Files.createDirectory(root.resolve("few"));
        assertEquals("userdata", site.eval(HEAD + "_, kept = lfs.dir('few') return type(kept)"));
        assertEquals(0, open(descriptors, few));
    }

    private static long open(Path descriptors, Path file) throws Exception {
        long count = 0;
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                // One of them is the listing's own, and gone by now.
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static String call(Lease lease, String expression) throws Exception {
        var load = lease.state().globals().get("loadstring");
        return lease.state()
                .call(load.call("return " + expression), LuaValue.NONE)
                .arg1()
                .tojstring();
    }
}
