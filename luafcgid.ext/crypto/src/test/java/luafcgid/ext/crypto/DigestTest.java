package luafcgid.ext.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
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

    /** RFC 1321 appendix A.5, FIPS 180-4 and FIPS 202 examples, RFC 6234. */
    @ParameterizedTest
    @CsvSource({
        "md5, '', d41d8cd98f00b204e9800998ecf8427e",
        "MD5, abc, 900150983cd24fb0d6963f7d28e17f72",
        "md5, message digest, f96b697d7cb7938d525a2f31aaf161d0",
        "md5, ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, d174ab98d277d9f5a5611c2c9f419d9f",
        "sha1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA-1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha224, abc, 23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "sha256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "RSA-SHA256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "sha384, abc, cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        "sha512, abc, ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "sha512-256, abc, 53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
        "SHA-512/256, abc, 53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
        "sha512-224, abc, 4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
        "sha3-256, abc, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
        "sha3-512, abc, b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
                + "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
    })
    void digestsAreThoseOfTheStandards(String algorithm, String text, String expected) throws Exception {
        lua.gives(expected, "require('crypto').digest('" + algorithm + "', '" + text + "')");
    }

    /** RFC 4231, test cases 1, 2, 6 and 7; RFC 2202, test case 2. */
    @Test
    void codesAreThoseOfTheStandards() throws Exception {
        String hmac = "require('crypto').hmac.digest";
        lua.gives(
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                hmac + "('sha256', 'Hi There', ('\\11'):rep(20))");
        lua.gives(
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
                hmac + "('sha512', 'what do ya want for nothing?', 'Jefe')");
        lua.gives(
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                hmac + "('sha256', 'Test Using Larger Than Block-Size Key - Hash Key First', ('\\170'):rep(131))");
        lua.gives(
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                hmac + "('sha256', 'This is a test using a larger than block-size key and a larger than block-size"
                        + " data. The key needs to be hashed before being used by the HMAC algorithm.',"
                        + " ('\\170'):rep(131))");
        lua.gives(
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", hmac + "('sha1', 'what do ya want for nothing?', 'Jefe')");
        lua.gives("750c783e6ab0b503eaa86e310a5db738", hmac + "('md5', 'what do ya want for nothing?', 'Jefe')");
    }

    @Test
    void anEmptyKeyIsAKey() throws Exception {
        lua.gives(
                "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
                "require('crypto').hmac.digest('sha256', '', '')");
    }

    @Test
    void anIncrementalDigestIsThatOfTheWhole() throws Exception {
        assertEquals(
                "true true true a9993e364706816aba3e25717850c26c9cd0d89d",
                lua.eval(
                        """
                        local crypto = require 'crypto'
                        local d = crypto.digest.new('sha1')
                        local whole = d:update('a'):update('b'):final('c')
                        local again = d:final() == whole
                        local copy = d:clone()
                        copy:update('d')
                        local apart = d:final() == whole and copy:final() == crypto.digest('sha1', 'abcd')
                        d:reset()
                        local fresh = d:final('abc', true) == crypto.digest('sha1', 'abc', true)
                        return tostring(again) .. ' ' .. tostring(apart) .. ' ' .. tostring(fresh) .. ' ' .. whole
                        """));
    }

    @Test
    void aLongStringInSlicesIsHashedAsOne() throws Exception {
        // FIPS 180: one million times the letter a.
        lua.gives(
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
                "require('crypto').digest('sha256', ('a'):rep(1000000))");
    }

    @Test
    void hmacObjectsWorkAsDigestsDo() throws Exception {
        assertEquals(
                "true",
                lua.eval(
                        """
                        local hmac = require('crypto').hmac
                        local h = hmac.new('sha256', 'Jefe')
                        local one = h:update('what do ya want '):update('for nothing?'):final()
                        h:reset()
                        local two = h:final('what do ya want for nothing?')
                        local raw = hmac('sha256', 'what do ya want for nothing?', 'Jefe', true)
                        return tostring(one == two and one == require('crypto').hex(raw)
                            and one == hmac.digest('sha256', 'what do ya want for nothing?', 'Jefe'))
                        """));
    }

    @Test
    void anUnknownAlgorithmIsNamedAndTheOthersListed() throws Exception {
        String error = lua.error("require('crypto').digest('sha257', 'abc')");
        assertTrue(error.contains("bad argument #1") && error.contains("'sha257'"), error);
        assertTrue(error.contains("md5, ") && error.contains("sha256, ") && error.contains("sha3-512"), error);
        lua.raises("invalid digest for HMAC 'md2'", "require('crypto').hmac.digest('md2', 'abc', 'k')");
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        lua.raises("bad argument #2 to 'digest' (string expected, got no value)", "require('crypto').digest('md5')");
        lua.raises("string expected, got table", "require('crypto').digest.new('md5'):update({})");
        lua.raises(
                "crypto.digest expected, got userdata",
                "require('crypto').digest.new('md5').update(" + "require('crypto').hmac.new('md5', 'k'), 'x')");
    }

    @Test
    void theListHasOpensslsNames() throws Exception {
        String list = lua.eval("return table.concat(require('crypto').list('digests'), ' ')");
        for (String name : "md5 sha1 sha224 sha256 sha384 sha512 sha512-256 sha3-256".split(" ", 0)) {
            assertTrue((" " + list + " ").contains(" " + name + " "), list);
            lua.eval("return require('crypto').digest('" + name + "', '')");
        }
    }

    @Test
    void statesShareNoTable() throws Exception {
        Site site = lua.site;
        Path script = site.write(
                "s.lua",
                "local c = require 'crypto' function main() c.mine = (c.mine or 0) + 1"
                        + " c.digest.x = 1 getmetatable(c.digest.new('md5')).__index.update = nil return c.mine end");
        Path other = site.write(
                "t.lua",
                "local c = require 'crypto' function main()"
                        + " return tostring(c.mine) .. tostring(c.digest.x) .. c.digest.new('md5'):update('x'):final('') end");
        try (Lease first = site.claim(script)) {
            assertEquals("1", Site.call(first));
            assertEquals("nilnil9dd4e461268c8034f5c8564e155c67a6", site.run(other));
        }
    }

    @Test
    void theFacesOfOpensslAreThin() throws Exception {
        lua.gives(
                "a9993e364706816aba3e25717850c26c9cd0d89d",
                "require('crypto').hex(require('openssl.digest').new():update('a', 'b'):final('c'))");
        lua.gives(
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
                "require('crypto').hex(require('openssl.hmac').new('Jefe', 'sha1'):final('what do ya want for nothing?'))");
        lua.gives("32", "#require('openssl.rand').bytes(32)");
        lua.gives(
                "true",
                "(function() for i = 1, 100 do local n = require('openssl.rand').uniform(6)"
                        + " if n < 0 or n > 5 or n % 1 ~= 0 then return false end end return true end)()");
        lua.raises("interval", "require('openssl.rand').uniform(1)");
        lua.raises("bad argument #1", "require('openssl.digest').new('none')");
    }

    @Test
    void luaOpensslsOwnTestsHold() throws Exception {
        assertEquals(
                "ok",
                lua.eval(
                        """
                        local openssl = require 'openssl'
                        local digest, hmac = openssl.digest, openssl.hmac
                        local a = digest.digest('sha1', 'abcd')
                        assert(#a == 40 and a == digest.digest('sha1', 'abcd', false))
                        assert(#digest.digest('sha1', 'abcd', true) == 20)
                        local o = digest.new('sha1')
                        assert(o:update('abcd') == true)
                        assert(o:final() == a)
                        o:reset()
                        assert(o:final('abcd', false) == a)
                        o:reset()
                        assert(o:update('abcd'))
                        assert(#o:final(true) == 20)
                        local md = digest.get('sha1')
                        assert(md:info().size == 20 and #md:digest('abcd') == 20)
                        local n = md:new() n:update('ab') n:update('cd')
                        assert(n:final() == a)
                        local raw = hmac.hmac('sha1', 'abcd', 'abcdefg', true)
                        local hex = hmac.hmac('sha1', 'abcd', 'abcdefg', false)
                        assert(#raw == 20 and openssl.hex(raw) == hex)
                        local h = hmac.new('sha1', 'abcdefg')
                        assert(h:size() == 20)
                        h:update('abcd')
                        assert(h:final() == hex)
                        assert(hmac.new('sha1', 'abcdefg'):final('abcd', true) == raw)
                        local msg = 'The quick brown fox jumps over the lazy dog, and over two more lines of them all.'
                        assert(openssl.hex(openssl.hex(msg), false) == msg and openssl.hex('') == '')
                        assert(openssl.base64(openssl.base64(msg), false) == msg)
                        assert(not openssl.base64(msg):find('\\n'))
                        local lines = openssl.base64(msg, true, false)
                        assert(lines:find('\\n') == 65 and lines:sub(-1) == '\\n')
                        assert(openssl.base64(lines, false, false) == msg)
                        assert(#openssl.random(16, true) == 16)
                        assert(#openssl.list('digests') > 5)
                        return 'ok'
                        """));
    }
}
