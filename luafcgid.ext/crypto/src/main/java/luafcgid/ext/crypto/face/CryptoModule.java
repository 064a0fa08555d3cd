package luafcgid.ext.crypto.face;

import java.security.MessageDigest;
import luafcgid.ext.crypto.hash.CipherName;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code crypto}: LuaCrypto's functions, and ours. */
public final class CryptoModule {
    private final StateContext state;
    private final Core core;

    public CryptoModule(StateContext state, Core core) {
        this.state = state;
        this.core = core;
    }

    public LuaTable open() {
        LuaTable crypto = new LuaTable();
        new HashFunctions(state, core).into(crypto);
        new CipherFunctions(state).into(crypto);
        new KeyFunctions(state, core).into(crypto);
        new TextFunctions().into(crypto);
        crypto.rawset("password", new PasswordFunctions(state, core).table());
        crypto.rawset("rand", rand());
        crypto.rawset("uuid", uuid());
        LibraryFunction.define(crypto, "list", this::list);
        LibraryFunction.define(crypto, "equals", CryptoModule::equal);
        return crypto;
    }

    private LuaTable rand() {
        LuaTable rand = new LuaTable();
        LibraryFunction.define(rand, "bytes", a -> core.randomBytes(a));
        LibraryFunction.define(rand, "pseudo_bytes", a -> core.randomBytes(a));
        LibraryFunction.define(rand, "status", a -> LuaValue.TRUE);
        // The source seeds itself: what scripts know of is no better.
        LibraryFunction.define(rand, "add", a -> LuaValue.NONE);
        LibraryFunction.define(rand, "seed", a -> LuaValue.NONE);
        LibraryFunction.define(rand, "cleanup", a -> LuaValue.NONE);
        return rand;
    }

    private LuaTable uuid() {
        LuaTable uuid =
                CallableTable.of("uuid", a -> LuaValue.valueOf(core.uuids().v4()));
        LibraryFunction.define(uuid, "v4", a -> LuaValue.valueOf(core.uuids().v4()));
        LibraryFunction.define(uuid, "v7", a -> LuaValue.valueOf(core.uuids().v7()));
        return uuid;
    }

    private Varargs list(Varargs arguments) {
        String kind = Arguments.text(arguments, 1);
        return switch (kind) {
            case "digests" -> LuaLists.of(core.algorithms().names());
            case "ciphers" -> LuaLists.of(CipherName.names());
            default -> throw Arguments.bad(1, "invalid option '" + kind + "': 'digests' or 'ciphers'");
        };
    }

    /** In a time that does not tell where they differ. */
    private static Varargs equal(Varargs arguments) {
        return LuaValue.valueOf(MessageDigest.isEqual(Arguments.bytes(arguments, 1), Arguments.bytes(arguments, 2)));
    }
}
