package luafcgid.ext.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAndKeyTest {
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

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, Zg==", "fo, Zm8=", "foo, Zm9v", "foob, Zm9vYg==", "fooba, Zm9vYmE=", "foobar, Zm9vYmFy"})
    void base64IsTheStandards(String text, String coded) throws Exception {
        for (String module : new String[] {"require('crypto').base64", "require('base64')"}) {
            lua.gives(coded, module + ".encode('" + text + "')");
            lua.gives(text, module + ".decode('" + coded + "')");
        }
        lua.gives(coded.replace("=", ""), "require('crypto').base64url.encode('" + text + "')");
        lua.gives(coded, "require('crypto').base64url.encode('" + text + "', true)");
        lua.gives(coded.replace("=", ""), "require('crypto').base64.encode('" + text + "', false)");
        lua.gives(text, "require('crypto').base64url.decode('" + coded.replace("=", "") + "')");
    }

    @Test
    void theUrlAlphabetHasNoSlash() throws Exception {
        lua.gives("-_8", "require('crypto').base64url.encode('\\251\\255')");
        lua.gives("+/8=", "require('crypto').base64.encode('\\251\\255')");
    }

    @Test
    void whatIsNotCodedIsNilWithAReason() throws Exception {
        assertEquals(
                "nil not base64 nil not base64url nil not hexadecimal nil not hexadecimal",
                lua.eval(
                        """
                        local c, out = require 'crypto', {}
                        local function add(v, why) out[#out + 1] = tostring(v) .. ' ' .. tostring(why) end
                        add(c.base64.decode('Zm9v!'))
                        add(c.base64url.decode('+/8='))
                        add(c.unhex('abc'))
                        add(c.unhex('xy'))
                        return table.concat(out, ' ')
                        """));
    }

    @Test
    void everyByteSurvives() throws Exception {
        assertEquals(
                "true true true true",
                lua.eval(
                        """
                        local c, t = require 'crypto', {}
                        for i = 0, 255 do t[#t + 1] = string.char(i) end
                        local all = table.concat(t)
                        local lb = require 'base64'
                        local e, d = lb.makeencoder('-', '_', '.'), lb.makedecoder('-', '_', '.')
                        return tostring(c.unhex(c.hex(all)) == all) .. ' '
                            .. tostring(c.base64.decode(c.base64.encode(all)) == all) .. ' '
                            .. tostring(lb.decode(lb.encode(all)) == all) .. ' '
                            .. tostring(lb.decode(lb.encode(all, e), d) == all)
                        """));
    }

    @Test
    void lbase64SkipsWhatIsNoDigitAndTakesOtherAlphabets() throws Exception {
        lua.gives("foobar", "require('base64').decode('Zm9v\\nYm Fy')");
        lua.gives("fo", "require('base64').decode('Zm8')");
        lua.gives("-_8.", "require('base64').encode('\\251\\255', require('base64').makeencoder('-', '_', '.'))");
        lua.raises("makeencoder", "require('base64').encode('x', {})");
    }

    @Test
    void equalsComparesBytes() throws Exception {
        lua.gives("true", "require('crypto').equals('a\\0b', 'a\\0b')");
        lua.gives("false", "require('crypto').equals('a\\0b', 'a\\0c')");
        lua.gives("false", "require('crypto').equals('a', '')");
    }

    /** Test case 4 of the GCM specification. */
    @Test
    void aSealOfTheSpecificationOpens() throws Exception {
        String sealed = "cafebabefacedbaddecaf888"
                + "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                + "5bc94fbc3221a5db94fae95ae7121a47";
        lua.gives(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "(function() local c = require 'crypto' return c.hex(c.aead.open(c.unhex('feffe9928665731c6d6a8f9467308308'),"
                        + " c.unhex('" + sealed + "'), c.unhex('feedfacedeadbeeffeedfacedeadbeefabaddad2'))) end)()");
    }

    @Test
    void aSealBreaksWhenAnythingChanges() throws Exception {
        assertEquals(
                "text nil nil nil nil nil",
                lua.eval(
                        """
                        local aead, key = require('crypto').aead, ('k'):rep(32)
                        local sealed = aead.seal(key, 'text', 'for Lua')
                        assert(#sealed == 12 + 4 + 16 and sealed ~= aead.seal(key, 'text', 'for Lua'))
                        local last = string.char((sealed:byte(-1) + 1) % 256)
                        return table.concat({aead.open(key, sealed, 'for Lua'),
                            tostring((aead.open(key, sealed))),
                            tostring((aead.open(('l'):rep(32), sealed, 'for Lua'))),
                            tostring((aead.open(key, sealed:sub(1, -2) .. last, 'for Lua'))),
                            tostring((aead.open(key, sealed:sub(1, 20), 'for Lua'))),
                            tostring((aead.open(key, '', 'for Lua')))}, ' ')
                        """));
        lua.raises("a key of 5 bytes: AES takes 16, 24 or 32", "require('crypto').aead.seal('short', 'text')");
    }

    /** NIST SP 800-38A, F.2.1 and F.5.1. */
    @Test
    void luacryptosCiphersAreOpenssls() throws Exception {
        String call = "(function() local c = require 'crypto' return c.hex(c.encrypt('aes-128-%s',"
                + " c.unhex('6bc1bee22e409f96e93d7e117393172a'), c.unhex('2b7e151628aed2a6abf7158809cf4f3c'),"
                + " c.unhex('%s'), false)) end)()";
        lua.gives("7649abac8119b246cee98e9b12e9197d", call.formatted("cbc", "000102030405060708090a0b0c0d0e0f"));
        lua.gives("874d6191b620e3261bef6864990db6ce", call.formatted("ctr", "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
        assertEquals(
                "true true nil",
                lua.eval(
                        """
                        local c = require 'crypto'
                        local whole = c.encrypt('aes-256-cbc', 'a text of some length', 'key', 'iv')
                        local e = c.encrypt.new('aes-256-cbc', 'key', 'iv')
                        local pieces = e:update('a text of ') .. e:update('some length') .. e:final()
                        return tostring(whole == pieces) .. ' '
                            .. tostring(c.decrypt('aes-256-cbc', whole, 'key', 'iv') == 'a text of some length') .. ' '
                            .. tostring((c.decrypt('aes-256-cbc', 'nonsense', 'key', 'iv')))
                        """));
        lua.raises(
                "invalid encrypt cipher 'rot13': there are aes-128-cbc", "require('crypto').encrypt('rot13', '', '')");
    }

    @Test
    void randomBytesAreAsManyAsAskedFor() throws Exception {
        lua.gives("0", "#require('crypto').rand.bytes(0)");
        lua.gives("100", "#require('crypto').rand.bytes(100)");
        lua.gives("false", "require('crypto').rand.bytes(16) == require('crypto').rand.bytes(16)");
        lua.raises("from 0 to 1048576", "require('crypto').rand.bytes(2^30)");
        lua.raises("from 0 to", "require('crypto').rand.bytes(-1)");
        lua.raises("number expected, got no value", "require('crypto').rand.bytes()");
    }
}
