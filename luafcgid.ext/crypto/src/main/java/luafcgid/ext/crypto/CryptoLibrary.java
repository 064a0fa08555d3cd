package luafcgid.ext.crypto;

import java.time.Clock;
import luafcgid.ext.crypto.compat.Base64Module;
import luafcgid.ext.crypto.compat.BcryptModule;
import luafcgid.ext.crypto.compat.LuaOpensslModule;
import luafcgid.ext.crypto.compat.LuaosslModules;
import luafcgid.ext.crypto.compat.Md5Module;
import luafcgid.ext.crypto.compat.RandomModule;
import luafcgid.ext.crypto.compat.ShaModules;
import luafcgid.ext.crypto.compat.UuidModule;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.face.CryptoModule;
import luafcgid.ext.crypto.hash.Algorithms;
import luafcgid.ext.crypto.hash.Randomness;
import luafcgid.ext.crypto.hash.Uuids;
import luafcgid.ext.crypto.password.PasswordLimits;
import luafcgid.ext.crypto.password.Passwords;
import luafcgid.ext.crypto.zlib.ZlibModule;
import luafcgid.lua.Dialect;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** All modules of the bundle. */
public final class CryptoLibrary implements LuaExtension {
    /**
     * What scripts may spend.
     *
     * @param inflateOutput bytes that one call may inflate to
     */
    public record Settings(PasswordLimits passwords, int inflateOutput) {
        /** Far more than a page has, and no danger to a heap. */
        public static final int INFLATE_OUTPUT = 64 << 20;

        private static final int LEAST_OUTPUT = 1 << 16;

        public Settings {
            if (inflateOutput < LEAST_OUTPUT) {
                throw new IllegalArgumentException(
                        "inflate.output " + inflateOutput + ": at least " + LEAST_OUTPUT + " bytes");
            }
        }

        public static Settings defaults() {
            return new Settings(PasswordLimits.defaults(), INFLATE_OUTPUT);
        }
    }

    private final Randomness random = new Randomness();
    private final Core core;
    private volatile Passwords passwords;
    private volatile int inflateOutput;

    public CryptoLibrary(Settings settings) {
        this.passwords = new Passwords(random, settings.passwords());
        this.inflateOutput = settings.inflateOutput();
        this.core = new Core(new Algorithms(), random, new Uuids(random, Clock.systemUTC()), () -> passwords);
    }

    /** From now on, in all states. */
    public void change(Settings settings) {
        if (!settings.passwords().equals(passwords.limits())) {
            passwords = new Passwords(random, settings.passwords());
        }
        inflateOutput = settings.inflateOutput();
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        return switch (module) {
            case "crypto" -> new CryptoModule(state, core).open();
            case "openssl" -> new LuaOpensslModule(state, core).open();
            case "openssl.digest" -> new LuaosslModules(state, core).digest();
            case "openssl.hmac" -> new LuaosslModules(state, core).hmac();
            case "openssl.rand" -> new LuaosslModules(state, core).rand();
            case "md5" -> global(state, module, new Md5Module(state, core).open());
            case "md5.core" -> new Md5Module(state, core).open();
            case "sha1" -> new ShaModules(state, core).sha1();
            case "sha2" -> new ShaModules(state, core).sha2();
            case "bcrypt", "lua-bcrypt" -> new BcryptModule(state, core).open();
            case "base64" -> global(state, module, new Base64Module().open());
            case "uuid" -> new UuidModule(core).open();
            case "random" -> new RandomModule().open();
            case "zlib" -> new ZlibModule(state, () -> inflateOutput).open();
            default -> throw new LuaError("there is no module '" + module + "' in luafcgid.ext.crypto");
        };
    }

    /** Sets the global variable as well that the originals of 5.1 set. */
    private static LuaTable global(StateContext state, String name, LuaTable module) {
        if (state.dialect() == Dialect.LUA_5_1 && state.globals().rawget(name).isnil()) {
            state.globals().rawset(name, module);
        }
        return module;
    }
}
