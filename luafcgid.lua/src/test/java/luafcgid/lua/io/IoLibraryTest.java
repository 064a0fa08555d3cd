package luafcgid.lua.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.Dialect;
import luafcgid.lua.FileMode;
import luafcgid.lua.Lease;
import luafcgid.lua.OpenFile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StopReason;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.limits.Limits;
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
class IoLibraryTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder, settings -> settings.withDialect(Dialect.LUA_5_2));
        Files.createDirectory(folder.resolve("sub"));
        site.write("three.txt", "one\ntwo\nthree");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static final String SHOW =
            """
            local function show(...)
              local t = {}
              for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end
              return table.concat(t, ',')
            end
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return show(io.open('nothing.txt')) | nil,nothing.txt: No such file or directory,2",
                "return show(io.open('')) | nil,: No such file or directory,2",
                "return show(io.open('sub', 'w')) | nil,sub: Is a directory,21",
                "return show(io.open('sub'):read()) | nil,Is a directory,21",
                "return show(io.open('three.txt/x')) | nil,three.txt/x: Not a directory,20",
                "return show(io.open('three.txt/x', 'w')) | nil,three.txt/x: Not a directory,20",
                "return show(pcall(io.open, 'x', 'rw')) | false,bad argument #2 to 'io.open' (invalid mode)",
                "return show(pcall(io.open)) | false,bad argument #1 to 'io.open' (string expected, got no value)",
                "return show(pcall(io.lines, 'nix')) | false,cannot open file 'nix' (No such file or directory)",
                "return show(pcall(io.input, 'nix')) | false,cannot open file 'nix' (No such file or directory)",
                "return show(io.open('three.txt'):write('x')) | nil,Bad file descriptor,9",
                "return show(io.open('out', 'w'):read()) | nil,Bad file descriptor,9",
                "return show(io.open('out', 'w'):read(4), io.open('out', 'a'):read('*a')) | nil,nil,Bad file descriptor,9",
                "return show(io.open('three.txt'):seek('set', -1)) | nil,Invalid argument,22",
                "local f = io.open('three.txt') f:close() return show(pcall(f.read, f)) | false,attempt to use a closed file",
                "local f = io.open('three.txt') f:close() return tostring(f) | file (closed)",
                "return tostring(io.stdout):gsub('%x%x%x+', '#') | file (0x#)",
                "return show(pcall(io.open('three.txt').read, {})) | false,bad argument #1 to '?' (FILE* expected, got table)",
                "return show(pcall(io.open('three.txt').read, io.stdin, '*x')) | false,bad argument #2 to '?' (invalid format)",
                "return show(pcall(io.open('three.txt').read, io.stdin, 'x')) | false,bad argument #2 to '?' (invalid option)",
                "return show(pcall(io.stdout.seek, io.open('three.txt'), 'set', 0.5)) | false,bad argument #3 to '?' (not an integer in proper range)",
                "return show(pcall(io.stdout.seek, io.open('three.txt'), 'up')) | false,bad argument #2 to '?' (invalid option 'up')",
                "return show(pcall(io.stdout.write, io.open('o', 'w'), 1, {})) | false,bad argument #3 to '?' (string expected, got table)",
                "return show(io.close()) | nil,cannot close standard file",
                "return show(io.stdin:read('*l'), io.stdin:read('*a')) | nil,",
                "return show(io.type(io.stdin), io.type({}), io.type(io.open('three.txt'))) | file,nil,file",
                "local f = io.open('/dev/full', 'w') f:setvbuf('no') return show(f:write('x')) | nil,No space left on device,28",
                "local f = io.open('/dev/full', 'w') f:write('x') return show(f:close()), io.type(f) | nil,No space left on device,28",
                "return show(io.stdin:seek()) | nil,Illegal seek,29",
                "return show(getmetatable(io.stdout).__name) | nil"
            })
    void resultsAndMessagesAreThoseOfC(String body, String result) throws Exception {
        assertEquals(result == null ? "" : result, site.eval(SHOW + body));
    }

    @Test
    void unreadableFileSaysSo() throws Exception {
        Path file = site.write("secret", "x");
        assertTrue(file.toFile().setReadable(false));
        // The superuser reads it all the same.
        if (!Files.isReadable(file)) {
            assertEquals("nil,secret: Permission denied,13", site.eval(SHOW + "return show(io.open('secret'))"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f:read('*l', '*l', '*l', '*l') | one,two,three,nil",
                "f:read('*l', '*L', '*a', '*a', '*l') | one,two\\n,three,,nil",
                "f:read(2, 0, 3, 100, 0) | on,,e\\nt,wo\\nthree,nil",
                "f:read(2^40) | one\\ntwo\\nthree",
                "f:read('*a', '*l', '*n') | one\\ntwo\\nthree,nil",
                "f:seek('end') | 13",
                "f:seek('set', 4), f:read() | 4,two",
                "f:read(), f:seek(), f:seek('cur', -4), f:read() | one,4,0,one",
                "f:seek('set', 2^40), f:read(1), f:seek() | 1099511627776,nil,1099511627776",
                "f:seek('end', -5), f:read('*a') | 8,three",
                "f:setvbuf('full', 1), f:read(5), f:seek() | true,one\\nt,5"
            })
    void readsAsAsked(String calls, String result) throws Exception {
        assertEquals(
                result,
                site.eval(SHOW + "local f = io.open('three.txt') return (show(" + calls + "):gsub('\\n', '\\\\n'))"));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "' \t -1.5e2x', -150",
        "0x1F, 31",
        "0x.8p1, 1",
        "1e, nil",
        "., nil",
        "'', nil",
        "+7, 7",
        "'- 7', nil",
        "5e+3, 5000"
    })
    void numbersAreReadAsCReadsThem(String text, String number) throws Exception {
        site.write("number", text);
        assertEquals(number, site.eval("return tostring(io.open('number'):read('*n'))"));
    }

    @Test
    void whatFollowsANumberIsLeft() throws Exception {
        site.write("number", "1 2,3\nrest");
        assertEquals(
                "1 2 , 3 rest",
                site.eval(
                        "local f = io.open('number') local a, b, c, d = f:read('*n', '*n', 1, '*n') f:read() return table.concat({a, b, c, d, f:read()}, ' ')"));
    }

    @Test
    void linesReadByFormatsAndCloseTheirFile() throws Exception {
        assertEquals(
                "one|two|three|false file is already closed",
                site.eval(
                        """
                        local next, t = io.lines('three.txt'), {}
                        for line in next do t[#t + 1] = line end
                        t[#t + 1] = 'false ' .. select(2, pcall(next))
                        return table.concat(t, '|')"""));
        assertEquals(
                "on e|\nt w|",
                site.eval(
                        "local t = '' for a, b in io.lines('three.txt', 2, 1) do t = t .. a .. ' ' .. b .. '|' if #t > 8 then break end end return t"));
        assertEquals(
                "one\nfile",
                site.eval("local f = io.open('three.txt') for line in f:lines('*L') do return line .. io.type(f) end"));
        assertThrows(ScriptException.class, () -> site.eval("for l in io.lines('sub') do end"));
    }

    @Test
    void defaultsCanBeChanged() throws Exception {
        assertEquals(
                "one,two,written",
                site.eval(
                        SHOW
                                + """
                        io.input('three.txt')
                        io.output('out.txt')
                        local a, b = io.read('*l', '*l')
                        io.write('writ', 'ten')
                        io.close()
                        io.input():close()
                        assert(select(2, pcall(io.read)):find('standard input file is closed'))
                        assert(select(2, pcall(io.write)):find('standard output file is closed'))
                        io.output(io.stdout) io.input(io.stdin)
                        return show(a, b, io.open('out.txt'):read())"""));
    }

    @Test
    void writesGoToTheEndOfAFileThatAppendsWhoeverElseWrites() throws Exception {
        assertEquals(
                "0 3 one\ntwo\nthree1234",
                site.eval(
                        """
                        local a, b = io.open('three.txt', 'a'), io.open('three.txt', 'a+')
                        local start = b:seek()
                        a:setvbuf('no') b:setvbuf('no')
                        a:write('1') b:write('2') a:seek('set') a:write('3') b:seek('set', 1) b:write('4')
                        b:seek('set')
                        b:read(3)
                        return start .. ' ' .. b:seek() .. ' ' .. (b:seek('set') and b:read('*a'))"""));
        assertEquals(
                "nil true 17 17",
                site.eval(
                        """
                        local f = io.open('three.txt', 'a+')
                        f:read(3)
                        f:write('x')
                        local rest = f:read(1)
                        f:close()
                        local g = io.open('three.txt', 'a')
                        return tostring(rest) .. ' ' .. tostring(g:seek() == 18) .. ' ' .. (g:seek() - 1) .. ' ' .. (g:seek('end') - 1)"""));
    }

    @Test
    void modesKeepOrEmptyTheFile() throws Exception {
        assertEquals(
                "ONE\ntwo\nthree|new",
                site.eval(
                        """
                        local f = io.open('three.txt', 'r+b')
                        f:read(1) f:seek('set') f:write('ONE') f:seek('set')
                        local s = f:read('*a') f:close()
                        f = io.open('three.txt', 'w+')
                        assert(f:read('*a') == '')
                        f:write('new') f:seek('set')
                        return s .. '|' .. f:read('*a')"""));
        assertEquals("nil", site.eval("return tostring(io.open('fresh', 'r+'))"));
        assertFalse(Files.exists(folder.resolve("fresh")));
    }

    @Test
    void writtenBytesWaitAsTheBufferingSays() throws Exception {
        assertEquals(
                "0 2 5 5 8",
                site.eval(
                        """
                        local f, sizes = io.open('out', 'w'), {}
                        local function size() sizes[#sizes + 1] = io.open('out'):seek('end') end
                        f:setvbuf('full', 4) f:write('ab') size()
                        f:write('cde'):flush() f:seek('set') f:write('ab') f:close() f = io.open('out', 'w')
                        f:setvbuf('no') f:write('ab') size()
                        f:setvbuf('line') f:write('cd') f:write('\\n') size()
                        f:write('xyz') size()
                        f:flush() size()
                        return table.concat(sizes, ' ')"""));
    }

    @Test
    void whatWaitsIsWrittenWhenTheRequestEnds() throws Exception {
        site.eval("f = io.open('out', 'w') f:write('kept') return 1");
        assertEquals("kept", Files.readString(folder.resolve("out")));
    }

    @Test
    void bytesStayAsTheyAre() throws Exception {
        assertEquals(
                "true",
                site.eval(
                        """
                        local t = {}
                        for i = 0, 255 do t[#t + 1] = string.char(i) end
                        local all = table.concat(t):rep(1000)
                        local f = io.open('bytes', 'wb') f:write(all) f:close()
                        return tostring(io.open('bytes', 'rb'):read('*a') == all)"""));
    }

    @Test
    void standardOutputFollowsTheStateAndIsNotBuffered() throws Exception {
        Path script = site.write("a.lua", "function main() io.write('a', 1, '\\n') io.stdout:write(0.5):flush() end");
        try (Lease lease = site.claim(script)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            lease.state().output(out);
            Site.call(lease);
            assertEquals("a1\n0.5", out.toString(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void abandonedFileIsWrittenAndClosedWhenItIsFound() throws Exception {
        Path script = site.write("a.lua", "function main() return io.open('out', 'a') end");
        try (Lease lease = site.claim(script)) {
            OpenFile file = OpenFile.of(lease.state().globals().get("main").call());
            assertNotNull(file);
            // Nobody refers to the handle now, only to what it held.
            while (!file.isClosed()) {
                System.gc();
                Site.call(lease);
            }
        }
    }

    @Test
    void aScriptWithManyOpenFilesSeesCollections() throws Exception {
        Path script = site.write(
                "a.lua",
                """
                local all = {}
                function main(count)
                  for i = 1, count do all[i] = assert(io.open('three.txt')) end
                end
                function close() for _, file in ipairs(all) do file:close() end end""");
        int half = Limits.DEFAULT.files() / 2;
        try (Lease lease = site.claim(script)) {
            ScriptState state = (ScriptState) lease.state();
            state.globals().get("main").call(LuaValue.valueOf(half - 1));
            assertFalse(state.lua().showsCollections());
            state.globals().get("main").call(LuaValue.valueOf(1));
            assertTrue(state.lua().showsCollections());
            state.globals().get("close").call();
            assertFalse(state.lua().showsCollections());
        }
    }

    @Test
    void handleGivesItsChannelsToJava() throws Exception {
        Path script = site.write("a.lua", "function main(mode) return io.open('three.txt', mode) end");
        try (Lease lease = site.claim(script)) {
            LuaValue main = lease.state().globals().get("main");
            OpenFile both = OpenFile.of(main.call(LuaValue.valueOf("r+")));
            OpenFile read = OpenFile.of(main.call(LuaValue.valueOf("r")));
            OpenFile append = OpenFile.of(main.call(LuaValue.valueOf("a+")));
            assertNotNull(both);
            assertNotNull(read);
            assertNotNull(append);
            assertEquals(both.channel(FileMode.READ), both.channel(FileMode.WRITE));
            assertNull(read.channel(FileMode.WRITE));
            FileChannel channel = read.channel(FileMode.READ);
            assertNotNull(channel);
            assertEquals(13, channel.size());
            assertNotNull(append.channel(FileMode.READ));
            assertNotNull(append.channel(FileMode.WRITE));
            assertNull(OpenFile.of(LuaValue.ONE));
            assertNull(OpenFile.of(LuaValue.userdataOf("other")));
        }
    }

    @Test
    void filesOfStatesAreTheirOwn() throws Exception {
        Path script = site.write(
                "a.lua", "function main() getmetatable(io.stdout).__index.mine = 1 return tostring(io.stdin.mine) end");
        Path other = site.write("b.lua", "function main() return tostring(io.stdin.mine) end");
        assertEquals("1", site.run(script));
        assertEquals("nil", site.run(other));
    }

    private Site withPrograms() throws Exception {
        return new Site(
                folder, s -> s.withDialect(Dialect.LUA_5_2).withExecute(true).withLimits(8, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local p = io.popen('echo a; echo b; exit 3') return show(p:read('*a'), p:close()) | a\\nb\\n,nil,exit,3",
                "local p = io.popen('cat > out', 'w') p:write('x', 1) p:close() return show(io.open('out'):read('*a')) | x1",
                "local p = io.popen('kill -9 $$') return show(p:read(), p:close()) | nil,nil,signal,9",
                "local p = io.popen('true') return show(p:close(), io.type(p), p:close()) | ERROR",
                "return show(io.popen('true'):write('x')) | nil,Bad file descriptor,9",
                "return show(io.popen('cat', 'w'):read()) | nil,Bad file descriptor,9",
                "return show(pcall(io.popen, 'true', 'rw')) | true,nil,true: Invalid argument,22",
                "io.open('w', 'w'):write('waits') return io.popen('cat w'):read() | waits"
            })
    void programsAreReadWrittenAndEndedAsInC(String body, String result) throws Exception {
        try (Site programs = withPrograms()) {
            if (result.equals("ERROR")) {
                assertThrows(ScriptException.class, () -> programs.eval(SHOW + body));
            } else {
                assertEquals(result, programs.eval(SHOW + body).replace("\n", "\\n"));
            }
        }
    }

    @Test
    void scriptThatWaitsForAProgramIsStopped() throws Exception {
        try (Site programs = withPrograms()) {
            Path script = programs.write(
                    "a.lua",
                    "function main() local p = io.popen('echo started; sleep 50; echo') p:read() io.open('go', 'w'):close() p:read() end");
            try (Lease lease = programs.claim(script)) {
                Thread stopper = new Thread(() -> {
                    while (!Files.exists(folder.resolve("go"))) {
                        Thread.onSpinWait();
                    }
                    lease.state().requestStop(StopReason.ABORTED);
                });
                stopper.start();
                ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
                assertEquals(ScriptException.Kind.STOPPED, e.kind());
                stopper.join();
            }
        }
    }
}
