package luafcgid.ext.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import luafcgid.lua.ScriptException;
import luafcgid.lua.pool.Site;

/** Runs Lua against the library. */
final class Scripts implements AutoCloseable {
    static final String[] MODULES = {
        "crypto",
        "openssl",
        "openssl.digest",
        "openssl.hmac",
        "openssl.rand",
        "md5",
        "md5.core",
        "sha1",
        "sha2",
        "bcrypt",
        "lua-bcrypt",
        "base64",
        "uuid",
        "random",
        "zlib"
    };

    final Site site;
    final CryptoLibrary library;

    Scripts(Path folder) throws IOException {
        this(folder, CryptoLibrary.Settings.defaults());
    }

    Scripts(Path folder, CryptoLibrary.Settings settings) throws IOException {
        site = new Site(folder);
        library = new CryptoLibrary(settings);
        site.extension(library, MODULES);
    }

    String eval(String body) throws IOException, ScriptException {
        return site.eval(body);
    }

    /** What an expression gives, as text. */
    String value(String expression) throws IOException, ScriptException {
        return eval("local v = " + expression + " return tostring(v)");
    }

    void gives(String expected, String expression) throws IOException, ScriptException {
        assertEquals(expected, value(expression), expression);
    }

    /** The message of the error that an expression raises. */
    String error(String expression) throws IOException, ScriptException {
        String got = eval("local ok, e = pcall(function() return " + expression
                + " end) return (ok and 'no error: ' or '') .. tostring(e)");
        assertTrue(!got.startsWith("no error"), () -> expression + ": " + got);
        return got;
    }

    void raises(String part, String expression) throws IOException, ScriptException {
        String error = error(expression);
        assertTrue(error.contains(part), () -> expression + ": " + error);
    }

    @Override
    public void close() {
        site.close();
    }
}
