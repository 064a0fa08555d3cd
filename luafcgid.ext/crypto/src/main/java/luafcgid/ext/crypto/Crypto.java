package luafcgid.ext.crypto;

import luafcgid.ext.crypto.password.PasswordLimits;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Digests, passwords, random numbers, text encodings, uuids and zlib for scripts. */
@Component(
        name = "luafcgid.ext.crypto",
        service = LuaExtension.class,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = {
            LuaExtension.MODULE + "=crypto",
            LuaExtension.MODULE + "=openssl",
            LuaExtension.MODULE + "=openssl.digest",
            LuaExtension.MODULE + "=openssl.hmac",
            LuaExtension.MODULE + "=openssl.rand",
            LuaExtension.MODULE + "=md5",
            LuaExtension.MODULE + "=md5.core",
            LuaExtension.MODULE + "=sha1",
            LuaExtension.MODULE + "=sha2",
            LuaExtension.MODULE + "=bcrypt",
            LuaExtension.MODULE + "=lua-bcrypt",
            LuaExtension.MODULE + "=base64",
            LuaExtension.MODULE + "=uuid",
            LuaExtension.MODULE + "=random",
            LuaExtension.MODULE + "=zlib"
        })
@Designate(ocd = Crypto.Config.class)
public final class Crypto implements LuaExtension {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.crypto");

    /** See {@code conf/luafcgid.ext.crypto.config}. */
    @ObjectClassDefinition(name = "luafcgid crypto", description = "What scripts may spend on passwords and zlib")
    public @interface Config {
        @AttributeDefinition(description = "Highest cost of bcrypt, 4 to 31; each step doubles the time")
        int bcrypt_cost() default PasswordLimits.BCRYPT_COST;

        @AttributeDefinition(description = "KiB that one Argon2 hash may take")
        int argon2_memory() default PasswordLimits.ARGON2_MEMORY;

        @AttributeDefinition(description = "Passes of Argon2 over its memory")
        int argon2_iterations() default PasswordLimits.ARGON2_ITERATIONS;

        @AttributeDefinition(description = "Lanes of Argon2")
        int argon2_lanes() default PasswordLimits.ARGON2_LANES;

        @AttributeDefinition(description = "Iterations of PBKDF2, for all blocks of a key together")
        int pbkdf2_iterations() default PasswordLimits.PBKDF2_ITERATIONS;

        @AttributeDefinition(description = "Passwords hashed at once; 0 means half the processors")
        int password_concurrency() default 0;

        @AttributeDefinition(description = "Bytes that one call of zlib.inflate may give")
        int inflate_output() default CryptoLibrary.Settings.INFLATE_OUTPUT;
    }

    private final CryptoLibrary library;

    @Activate
    public Crypto(Config config) {
        library = new CryptoLibrary(CryptoLibrary.Settings.defaults());
        // With a wrong value in the file, scripts still find the library.
        modified(config);
    }

    @Modified
    final void modified(Config config) {
        try {
            library.change(settings(config));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "luafcgid.ext.crypto: {0}; what was before stays", e.getMessage());
        }
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        return library.open(state, module);
    }

    private static CryptoLibrary.Settings settings(Config config) {
        int concurrency = config.password_concurrency();
        return new CryptoLibrary.Settings(
                new PasswordLimits(
                        config.bcrypt_cost(),
                        config.argon2_memory(),
                        config.argon2_iterations(),
                        config.argon2_lanes(),
                        config.pbkdf2_iterations(),
                        concurrency == 0 ? PasswordLimits.half() : concurrency),
                config.inflate_output());
    }
}
