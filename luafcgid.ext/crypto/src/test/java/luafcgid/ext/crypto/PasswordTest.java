package luafcgid.ext.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import luafcgid.ext.crypto.password.PasswordLimits;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PasswordTest {
    private static final String VERIFY = "require('crypto').password.verify";

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

    /** Of Argon2's reference implementation, and of crypt_blowfish. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "password $argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
                "password $argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
                "U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U* $2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "U*U* $2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"
            })
    void hashesOfOthersAreVerified(String password, String hash) throws Exception {
        lua.gives("true", VERIFY + "('" + password + "', '" + hash + "')");
        lua.gives("false", VERIFY + "('" + password + "!', '" + hash + "')");
    }

    @Test
    void aHashIsArgon2idUnlessAskedOtherwise() throws Exception {
        assertEquals(
                "$argon2id$v=19$m=19456,t=2,p=1$ true false false",
                lua.eval(
                        """
                        local password = require('crypto').password
                        local hash = password.hash('se\\0cret')
                        return hash:match('^.-p=1%$') .. ' ' .. tostring(password.verify('se\\0cret', hash))
                            .. ' ' .. tostring(password.verify('se', hash))
                            .. ' ' .. tostring(hash == password.hash('se\\0cret'))
                        """));
    }

    @Test
    void bcryptHasOptionsToo() throws Exception {
        assertEquals(
                "$2b$05$ true false false true true",
                lua.eval(
                        """
                        local password = require('crypto').password
                        local options = {algorithm = 'bcrypt', cost = 5}
                        local hash = password.hash('secret', options)
                        return hash:sub(1, 7) .. ' ' .. tostring(password.verify('secret', hash))
                            .. ' ' .. tostring(password.verify('Secret', hash))
                            .. ' ' .. tostring(password.needs_rehash(hash, options))
                            .. ' ' .. tostring(password.needs_rehash(hash))
                            .. ' ' .. tostring(password.needs_rehash('sha1$123'))
                        """));
    }

    @Test
    void whatBcryptWouldIgnoreIsRefused() throws Exception {
        String hash = "require('crypto').password.hash";
        lua.raises("bcrypt sees 72 bytes", hash + "(('x'):rep(73), {algorithm = 'bcrypt', cost = 4})");
        lua.raises("zero byte", hash + "('a\\0b', {algorithm = 'bcrypt', cost = 4})");
    }

    @Test
    void aCostAboveTheLimitIsRefusedInHashesAndInVerifications() throws Exception {
        String hash = "require('crypto').password.hash";
        lua.raises(
                "bcrypt: cost 15 is above 14, the limit (bcrypt.cost of ",
                hash + "('x', {algorithm = 'bcrypt', cost = 15})");
        lua.raises("argon2id: memory 65537 is above 65536", hash + "('x', {memory = 65537})");
        lua.raises("iterations 11 is above 10", hash + "('x', {iterations = 11})");
        lua.raises("lanes 5 is above 4", hash + "('x', {lanes = 5})");
        lua.raises(
                "cost 31 is above 14",
                VERIFY + "('x', '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW')");
        lua.raises(
                "memory 999999999 is above",
                VERIFY + "('x', '$argon2id$v=19$m=999999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEg')");
        lua.raises("is above 2000000", "require('crypto').pbkdf2('sha256', 'x', 'salt', 1000001, 64)");
    }

    @Test
    void limitsChangeWhileScriptsRun() throws Exception {
        lua.library.change(new CryptoLibrary.Settings(new PasswordLimits(4, 64, 1, 1, 1, 1), 1 << 16));
        lua.raises("cost 5 is above 4", "require('bcrypt').digest('x', 5)");
        lua.raises("above 1,", "require('crypto').pbkdf2('sha256', 'x', 'salt', 2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "$2b$05$",
                "$2b$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$argon2id$v=19$m=8,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR",
                "$argon2id$v=19$m=8,t=1,p=2$c29tZXNhbHQ$nf65EOgLrQMR",
                "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=8,t=1,p=1$c29tZ$nf65EOgLrQMR"
            })
    void whatIsNoHashIsFalseWithAReason(String hash) throws Exception {
        assertEquals(
                "false not a hash of a password",
                lua.eval("local ok, why = " + VERIFY + "('x', '" + hash
                        + "') return tostring(ok) .. ' ' .. why:match('^[^:]+')"));
    }

    @Test
    void wrongOptionsAreNamed() throws Exception {
        String hash = "require('crypto').password.hash";
        lua.raises("invalid algorithm 'md5': there are argon2id", hash + "('x', {algorithm = 'md5'})");
        lua.raises("cost 3", hash + "('x', {algorithm = 'bcrypt', cost = 3})");
        lua.raises("cost ten: a whole number", hash + "('x', {algorithm = 'bcrypt', cost = 'ten'})");
        lua.raises("at least 8 for each lane", hash + "('x', {memory = 8, lanes = 2})");
        lua.raises("table expected, got string", hash + "('x', 'bcrypt')");
    }

    @Test
    void theModuleBcryptIsLuaBcrypts() throws Exception {
        lua.gives("$2b$04$", "require('bcrypt').digest('password', 4):sub(1, 7)");
        lua.gives("true", "require('bcrypt').verify('password', require('lua-bcrypt').digest('password', 1))");
        lua.gives("false", "require('bcrypt').verify('password', 'nonsense')");
        lua.gives("$2b$11$", "require('bcrypt').digest('password'):sub(1, 7)");
        lua.gives("true", "require('bcrypt').verify(('x'):rep(80), require('bcrypt').digest(('x'):rep(72), 4))");
    }

    /** RFC 6070, RFC 5869 cases 1 and 3. */
    @Test
    void keysAreDerivedAsTheStandardsHaveIt() throws Exception {
        lua.gives(
                "0c60c80f961f0e71f3a9b524af6012062fe037a6",
                "require('crypto').hex(require('crypto').pbkdf2('sha1', 'password', 'salt', 1, 20))");
        lua.gives(
                "4b007901b765489abead49d926f721d065a429c1",
                "require('crypto').hex(require('crypto').pbkdf2('sha1', 'password', 'salt', 4096, 20))");
        lua.gives(
                "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
                "require('crypto').hex(require('crypto').pbkdf2('sha1', 'passwordPASSWORDpassword',"
                        + " 'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25))");
        String hkdf = "require('crypto').hex(require('crypto').hkdf('sha256', ('\\11'):rep(22), ";
        lua.gives(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                hkdf + "require('crypto').unhex('000102030405060708090a0b0c'),"
                        + " require('crypto').unhex('f0f1f2f3f4f5f6f7f8f9'), 42))");
        lua.gives(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                hkdf + "nil, nil, 42))");
        lua.raises(
                "bad argument #5 to 'hkdf' (a key of 8161 bytes: HKDF with sha256 gives 1 to 8160)",
                "require('crypto').hkdf('sha256', 'k', '', '', 8161)");
    }

    @Test
    void onlyAFewPasswordsAreHashedAtOnceAndTheOthersWait() throws Exception {
        try (Scripts one = new Scripts(
                folder, new CryptoLibrary.Settings(new PasswordLimits(14, 1 << 16, 10, 4, 1000, 1), 1 << 20))) {
            Path script = one.site.write(
                    "p.lua",
                    "local p = require('crypto').password function main() return p.verify('x', p.hash('x', {memory = 1024})) end");
            CompletableFuture<?>[] all = new CompletableFuture<?>[8];
            for (int i = 0; i < all.length; i++) {
                all[i] = CompletableFuture.supplyAsync(() -> run(one.site, script));
            }
            for (CompletableFuture<?> each : all) {
                assertEquals("true", each.get(30, TimeUnit.SECONDS));
            }
        }
    }

    private static String run(Site site, Path script) {
        try {
            return site.run(script);
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void aLimitThatIsNoneIsRefusedWithItsKey() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new PasswordLimits(32, 64, 1, 1, 1, 1));
        assertTrue(e.getMessage().contains("bcrypt.cost 32: 4 to 31"), e.getMessage());
    }
}
