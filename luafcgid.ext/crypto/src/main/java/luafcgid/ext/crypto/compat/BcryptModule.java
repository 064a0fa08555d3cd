package luafcgid.ext.crypto.compat;

import java.util.Arrays;
import java.util.Optional;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.password.Bcrypt;
import luafcgid.ext.crypto.password.Passwords;
import luafcgid.ext.crypto.password.Scheme;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code bcrypt}, also named {@code lua-bcrypt}. */
public final class BcryptModule {
    private final StateContext state;
    private final Core core;

    public BcryptModule(StateContext state, Core core) {
        this.state = state;
        this.core = core;
    }

    public LuaTable open() {
        LuaTable bcrypt = new LuaTable();
        LibraryFunction.define(bcrypt, "digest", this::digest);
        LibraryFunction.define(bcrypt, "verify", this::verify);
        return bcrypt;
    }

    private Varargs digest(Varargs arguments) {
        byte[] password = password(arguments);
        int cost = Arguments.integer(arguments, 2, Integer.MIN_VALUE, Bcrypt.MOST_COST, Bcrypt.DEFAULT_COST);
        Scheme scheme = new Bcrypt(Math.max(Bcrypt.LEAST_COST, cost));
        Passwords passwords = core.passwords().get();
        return LuaValue.valueOf(Arguments.because(2, () -> passwords.hash(state, scheme, password)));
    }

    private Varargs verify(Varargs arguments) {
        byte[] password = password(arguments);
        String hash = Arguments.text(arguments, 2);
        Optional<Scheme> scheme = Passwords.scheme(hash).filter(Bcrypt.class::isInstance);
        Passwords passwords = core.passwords().get();
        return LuaValue.valueOf(scheme.isPresent()
                && Arguments.because(2, () -> passwords.verify(state, scheme.get(), password, hash)));
    }

    /** As C sees it: to the first zero byte. */
    private static byte[] password(Varargs arguments) {
        byte[] password = Arguments.bytes(arguments, 1);
        for (int i = 0; i < password.length; i++) {
            if (password[i] == 0) {
                return Arrays.copyOf(password, i);
            }
        }
        return password;
    }
}
