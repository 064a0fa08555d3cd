package luafcgid.ext.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherModulesTest {
    private static final String UUID =
            "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-VERSION%x%x%x%-[89ab]%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$";

    @TempDir
    Path folder;

    private Scripts lua;

    @BeforeEach
    void open() throws Exception {
        lua = new Scripts(folder);
    }

    @AfterEach
    void close() {
        lua.close();
    }

    @Test
    void md5IsKeplers() throws Exception {
        lua.gives("900150983cd24fb0d6963f7d28e17f72", "require('md5').sumhexa('abc')");
        lua.gives("16", "#require('md5').sum('abc')");
        lua.gives("\0\0\2", "require('md5').exor('abc', 'aba')");
        lua.raises("lengths must be equal", "require('md5').exor('abc', 'ab')");
        lua.raises("key too long (> 256)", "require('md5').crypt('x', ('k'):rep(257))");
        lua.raises("seed too long (> 16)", "require('md5').crypt('x', 'k', ('s'):rep(17))");
        lua.raises("invalid cyphered string", "require('md5').decrypt('', 'k')");
        lua.raises("invalid cyphered string", "require('md5').decrypt('\\20abc', 'k')");
    }

    @Test
    void md5DigestIsLmd5s() throws Exception {
        lua.gives("900150983cd24fb0d6963f7d28e17f72", "require('md5').digest('abc')");
        lua.gives("true", "require('md5').digest('abc', true) == require('md5').sum('abc')");
    }

    @Test
    void md5AndBase64AreGlobalsIn51AsTheOriginalsAre() throws Exception {
        lua.gives(
                "true true YWJj nil",
                "(function() local m, b = require 'md5', require 'base64' require 'sha1' return tostring(md5 == m) .. ' '"
                        + " .. tostring(base64 == b) .. ' ' .. base64.encode('abc') .. ' ' .. tostring(sha1) end)()");
    }

    @Test
    void md5CipherIsKeplers() throws Exception {
        // By definition: the first block is md5(seed filled with zeros, and key) combined with the text.
        assertEquals(
                "true true true true",
                lua.eval(
                        """
                        local md5 = require 'md5'
                        local key, seed, text = 'key', 'seed', ('0123456789'):rep(5)
                        local c = md5.crypt(text, key, seed)
                        local first = md5.exor(md5.sum(seed .. ('\\0'):rep(12) .. key), text:sub(1, 16))
                        local second = md5.exor(md5.sum(first .. key), text:sub(17, 32))
                        return tostring(c:sub(1, 5) == '\\4seed') .. ' ' .. tostring(c:sub(6, 37) == first .. second)
                            .. ' ' .. tostring(md5.decrypt(c, key) == text)
                            .. ' ' .. tostring(md5.decrypt(md5.crypt('', key), key) == '')
                        """));
    }

    @Test
    void md5HasKikitosStream() throws Exception {
        lua.gives(
                "900150983cd24fb0d6963f7d28e17f72",
                "(function() local md5 = require 'md5' local m = md5.new() m:update('a') m:update('bc')"
                        + " return md5.tohex(m:finish()) end)()");
    }

    @Test
    void sha1IsMpetervs() throws Exception {
        lua.gives("a9993e364706816aba3e25717850c26c9cd0d89d", "require('sha1')('abc')");
        lua.gives("a9993e364706816aba3e25717850c26c9cd0d89d", "require('sha1').sha1('abc')");
        lua.gives("20", "#require('sha1').binary('abc')");
        lua.gives(
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
                "require('sha1').hmac('Jefe', 'what do ya want for nothing?')");
        lua.gives("20", "#require('sha1').hmac_binary('Jefe', 'x')");
    }

    @Test
    void sha2IsPureLuaShas() throws Exception {
        lua.gives(
                "d14d691dac70eada14d9f23ef80091bca1c75cf77cf1cd5cf2d04180ca0d9911",
                "require('sha2').sha256('your string')");
        lua.gives(
                "d14d691dac70eada14d9f23ef80091bca1c75cf77cf1cd5cf2d04180ca0d9911",
                "(function() local append = require('sha2').sha256() append('your')(' st') append('ring') return append() end)()");
        lua.gives(
                "317d0dfd868a5c06c9444ac1328aa3e2bfd29fb2",
                "require('sha2').hmac(require('sha2').sha1, 'your key', 'your message')");
        lua.gives(
                "317d0dfd868a5c06c9444ac1328aa3e2bfd29fb2",
                "(function() local s = require 'sha2' local a = s.hmac(s.sha1, 'your key') a('your') a(' message') return a() end)()");
        lua.gives(
                "0U1pHaxw6toU2fI++ACRvKHHXPd88c1c8tBBgMoNmRE=",
                "require('sha2').bin_to_base64(require('sha2').hex2bin(require('sha2').sha256hex('your string')))");
        lua.raises("digest function", "require('sha2').hmac(print, 'k', 'm')");
    }

    @Test
    void uuidsHaveTheirForm() throws Exception {
        lua.gives("true", "require('uuid')():find('" + UUID.replace("VERSION", "4") + "') == 1");
        lua.gives("true", "require('uuid').new():find('" + UUID.replace("VERSION", "4") + "') == 1");
        lua.gives("true", "require('uuid').v7():find('" + UUID.replace("VERSION", "7") + "') == 1");
        lua.gives("true", "require('crypto').uuid.v4() ~= require('crypto').uuid()");
        lua.gives("true", "require('uuid').new('00:1B:63:84:45:e6'):sub(-12) == '001b638445e6'");
        lua.raises("12 hex characters", "require('uuid').new('12')");
    }

    @Test
    void theSourceOfUuidsIsTheStates() throws Exception {
        Path mine = lua.site.write(
                "mine.lua",
                "local u = require 'uuid' u.set_rng(function(n) return ('\\255'):rep(n) end)"
                        + " function main() return u() end");
        assertEquals("ffffffff-ffff-4fff-bfff-ffffffffffff", lua.site.run(mine));
        assertTrue(!lua.value("require('uuid')()").startsWith("ffffffff-ffff"));
        lua.gives("true", "require('uuid').set_rng(require('uuid').rng.urandom())");
        lua.raises("no urandom here", "require('uuid').set_rng(nil, 'no urandom here')");
        lua.raises("Expected function, got nil", "require('uuid').set_rng()");
        lua.raises(
                "gave 1 bytes, 16 were",
                "(function() local u = require 'uuid' u.set_rng(function() return 'x' end) return u() end)()");
    }

    @Test
    void randomRepeatsWhatASeedGave() throws Exception {
        assertEquals(
                "true true true true",
                lua.eval(
                        """
                        local random = require 'random'
                        local a, b = random.new(42), random.new(42)
                        local same = a:value() == b:value() and a() == b() and a:value(1, 100) == b:value(100, 1)
                        local c = a:clone()
                        local cloned = a:value() == c:value()
                        local again = a:seed(42):value() == random.new(42):value()
                        local range = true
                        for i = 1, 1000 do
                            local v = a:value(3, 5)
                            range = range and v >= 3 and v <= 5 and v % 1 == 0
                        end
                        return tostring(same) .. ' ' .. tostring(cloned) .. ' ' .. tostring(again) .. ' ' .. tostring(range)
                        """));
        lua.gives("0", "select('#', require('random').new():value(1.2, 1.8))");
    }
}
