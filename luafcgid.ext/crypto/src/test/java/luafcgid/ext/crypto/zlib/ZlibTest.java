package luafcgid.ext.crypto.zlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import luafcgid.ext.crypto.CryptoLibrary;
import luafcgid.ext.crypto.password.PasswordLimits;
import luafcgid.lua.ScriptException;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ZlibTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder);
        site.extension(
                new CryptoLibrary(new CryptoLibrary.Settings(PasswordLimits.defaults(), 1 << 20)), "zlib", "crypto");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void isTrue(String body) throws IOException, ScriptException {
        assertEquals("true", site.eval("local zlib = require 'zlib' " + body + " return 'true'"));
    }

    @Test
    void whatIsDeflatedInflates() throws Exception {
        isTrue(
                """
                local text = 'abcdefghijklmnopqrstuv'
                assert(zlib.inflate()(zlib.deflate()(), 'finish') == '')
                assert(zlib.inflate()(zlib.deflate()(text, 'finish'), 'finish') == text)
                for _, bits in ipairs {-15, 15, 9, 31} do
                    local out, eof, bin, bout = zlib.deflate(9, bits)(text, 'finish')
                    assert(eof == true and bin == #text and bout == #out)
                    local back, eof, bin, bout = zlib.inflate(bits)(out)
                    assert(back == text and eof == true and bin == #out and bout == #text, bits)
                end
                """);
    }

    @Test
    void statisticsAreTotals() throws Exception {
        isTrue(
                """
                local deflate = zlib.deflate(zlib.BEST_SPEED, 31)
                local out, total = {}, 0
                for i = 1, 50 do
                    local piece, eof, bin, bout = deflate(('line %d\\n'):format(i), i % 2 == 0 and 'sync' or 'none')
                    out[#out + 1] = piece
                    total = total + #piece
                    assert(not eof and bout == total, bout)
                end
                local piece, eof, bin, bout = deflate(nil)
                assert(eof and bout == total + #piece)
                out = table.concat(out) .. piece
                local inflate, text = zlib.inflate(), {}
                for i = 1, #out do
                    local piece, eof, bin, bout = inflate(out:sub(i, i))
                    text[#text + 1] = piece
                    assert(bin == i and eof == (i == #out))
                end
                text = table.concat(text)
                assert(text:sub(1, 14) == 'line 1\\nline 2\\n' and text:sub(-8) == 'line 50\\n')
                """);
    }

    @Test
    void aFlushedPieceInflatesAtOnce() throws Exception {
        for (String flush : new String[] {"sync", "full"}) {
            isTrue("local shrink, enlarge = zlib.deflate(), zlib.inflate() for i = 1, 100 do local s = 'chant ' .. i"
                    + " assert(enlarge((shrink(s, '" + flush + "'))) == s) end"
                    + " local rest, eof = enlarge((shrink())) assert(rest == '' and eof)");
        }
    }

    @Test
    void aStreamThatEndedIsClosed() throws Exception {
        isTrue(
                """
                local stream = zlib.deflate()
                stream('abc')
                stream()
                local ok, e = pcall(function() stream('more') end)
                assert(not ok and e:find('^IllegalState: calling deflate function when stream was previously closed'), e)
                local rest, eof = stream()
                assert(rest == '' and eof == true)
                """);
    }

    @Test
    void invalidInputIsSaidInLuaZlibsWords() throws Exception {
        isTrue(
                """
                local function fails(input, bits, kind)
                    local ok, e = pcall(zlib.inflate(bits), input)
                    assert(not ok and e:find('^' .. kind), tostring(e))
                end
                fails('bad input', nil, 'InvalidInput')
                fails('bad input', 31, 'InvalidInput')
                fails('\\255\\255', -15, 'InvalidInput')
                local gzip = zlib.deflate(6, 31)('some text', 'finish')
                fails(gzip:sub(1, -5) .. 'XXXX', nil, 'InvalidInput')
                fails(gzip:sub(1, -9) .. 'XXXX' .. gzip:sub(-4), nil, 'InvalidInput')
                local ok, e = pcall(zlib.inflate, 99)
                assert(not ok and e:find('window size 99'), e)
                """);
    }

    @Test
    void whatFollowsTheEndIsLeft() throws Exception {
        isTrue(
                """
                local gzip = zlib.deflate(6, 31)('one', 'finish')
                local all = gzip .. zlib.deflate(6, 31)('two', 'finish')
                local text, eof, bin = zlib.inflate()(all)
                assert(text == 'one' and eof and bin == #gzip)
                assert(zlib.inflate()(all:sub(bin + 1)) == 'two')
                """);
    }

    @Test
    void aBombIsDefusedByTheLimit() throws Exception {
        isTrue(
                """
                local deflate = zlib.deflate(9)
                local parts = {}
                for i = 1, 40 do parts[i] = deflate(('\\0'):rep(2^17)) end
                local bomb = table.concat(parts) .. deflate()
                assert(#bomb < 10000)
                local ok, e = pcall(zlib.inflate(), bomb)
                assert(not ok and e:find('^OutOfMemory: this call inflates to more than 1048576 bytes'), e)
                local inflate, total = zlib.inflate(), 0
                for i = 1, #bomb, 100 do total = total + #inflate(bomb:sub(i, i + 99)) end
                assert(total == 40 * 2^17)
                """);
    }

    @Test
    void gzipIsJavasAndOfWhateverHeader() throws Exception {
        long seed = System.nanoTime();
        byte[] text = new byte[100_000];
        new Random(seed).nextBytes(text);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        String coded = Base64.getEncoder().encodeToString(packed.toByteArray());
        String sum = site.eval(
                "local c = require 'crypto' return c.base64.encode(require('zlib').inflate()(c.base64.decode('" + coded
                        + "')))");
        assertEquals(Base64.getEncoder().encodeToString(text), sum, "seed " + seed);

        String ours = site.eval(
                "local c = require 'crypto' return c.base64.encode((require('zlib').deflate(6, 31)(('Lua '):rep(1000), 'finish')))");
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(ours)))) {
            assertEquals("Lua ".repeat(1000), new String(gzip.readAllBytes(), StandardCharsets.US_ASCII));
        }
        isTrue(
                """
                local gzip = zlib.deflate(6, 31)('text', 'finish')
                local head = gzip:sub(1, 3) .. '\\30' .. gzip:sub(5, 10) .. '\\3\\0abc' .. 'name\\0' .. 'comment\\0'
                local sum = zlib.crc32()(head)
                local tail = gzip:sub(11)
                local full = head .. string.char(sum % 256, math.floor(sum / 256) % 256) .. tail
                assert(zlib.inflate()(full) == 'text')
                assert(not pcall(zlib.inflate(), head .. '\\0\\0' .. tail))
                """);
    }

    @Test
    void checksumsAreJoined() throws Exception {
        isTrue(
                """
                assert(zlib.crc32()('123456789') == 0xcbf43926)
                assert(zlib.adler32()('Wikipedia') == 0x11e60398)
                for _, factory in ipairs {zlib.crc32, zlib.adler32} do
                    local whole = factory()('one two three')
                    local one, two = factory(), factory()
                    one('one')
                    two(' two')
                    local joined, length = one(two)
                    assert(length == 7 and joined == factory()('one two'))
                    assert(one(' three') == whole)
                    local sum, length = one()
                    assert(sum == whole and length == 13)
                end
                local ok, e = pcall(zlib.crc32(), function() return 'x' end)
                assert(not ok and e:find('two numbers'))
                """);
    }

    @Test
    void forgottenStreamsHoldNoMemoryForLong() throws Exception {
        isTrue(
                """
                local first = zlib.deflate()
                first('abc')
                local others = {}
                for i = 1, 64 do others[i] = zlib.inflate() end
                assert(not pcall(first, 'def'))
                assert(pcall(others[1], ''))
                """);
    }

    @Test
    void luaZlibsOwnTestsHold() throws Exception {
        isTrue(
                """
                local text = ('X'):rep(zlib._TEST_BUFSIZ)
                local deflated = zlib.deflate()(text, 'finish')
                for i = 1, #deflated do zlib.inflate()(deflated:sub(1, i)) end
                local stream = zlib.deflate()
                local empty = stream('') .. stream('') .. stream(nil, 'finish')
                assert(zlib.inflate()(empty, 'finish') == '')
                local major, minor, patch = zlib.version()
                assert(major == 1 and type(minor) == 'number' and type(patch) == 'number')
                local ok, e = pcall(zlib.deflate(), 'x', 'soon')
                assert(not ok and e:find("invalid option 'soon'"))
                """);
    }

    @Test
    void anUncaughtErrorEndsTheRequestOnly() throws Exception {
        try {
            site.eval("require('zlib').inflate()('bad input')");
            assertTrue(false, "no error");
        } catch (ScriptException e) {
            assertTrue(e.getMessage().contains("InvalidInput"), e.getMessage());
        }
    }
}
