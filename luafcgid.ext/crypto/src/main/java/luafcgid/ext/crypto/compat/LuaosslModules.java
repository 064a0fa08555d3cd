package luafcgid.ext.crypto.compat;

import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.face.Feeding;
import luafcgid.ext.crypto.face.ObjectType;
import luafcgid.ext.crypto.hash.Hash;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The modules {@code openssl.digest}, {@code openssl.hmac} and {@code openssl.rand}, which are luaossl's. */
public final class LuaosslModules {
    private static final String DEFAULT_DIGEST = "sha1";
    /** Lua's numbers hold all integers up to there. */
    private static final long EXACT = 1L << 53;

    private final Core core;
    private final Feeding feeding;

    public LuaosslModules(StateContext state, Core core) {
        this.core = core;
        this.feeding = new Feeding(state);
    }

    public LuaTable digest() {
        ObjectType<Hash> type = type("openssl.digest");
        LuaTable digest = new LuaTable();
        LibraryFunction.define(digest, "new", arguments -> {
            String name = name(arguments, 1);
            return type.wrap(Arguments.because(1, () -> core.algorithms().digest(name)));
        });
        return digest;
    }

    public LuaTable hmac() {
        ObjectType<Hash> type = type("openssl.hmac");
        LuaTable hmac = new LuaTable();
        LibraryFunction.define(hmac, "new", arguments -> {
            byte[] key = Arguments.bytes(arguments, 1);
            String name = name(arguments, 2);
            return type.wrap(Arguments.because(2, () -> core.algorithms().hmac(name, key)));
        });
        return hmac;
    }

    public LuaTable rand() {
        LuaTable rand = new LuaTable();
        LibraryFunction.define(rand, "bytes", arguments -> core.randomBytes(arguments));
        LibraryFunction.define(rand, "uniform", this::uniform);
        LibraryFunction.define(rand, "ready", arguments -> LuaValue.TRUE);
        LibraryFunction.define(rand, "stir", arguments -> LuaValue.TRUE);
        LibraryFunction.define(rand, "add", arguments -> LuaValue.NONE);
        return rand;
    }

    private Varargs uniform(Varargs arguments) {
        double bound = arguments.isnoneornil(1) ? EXACT : arguments.arg1().todouble();
        if (!(bound > 1) || bound > EXACT || bound != Math.rint(bound)) {
            throw Arguments.bad(1, "[0, " + arguments.arg1().tojstring() + "): an interval ends at 2 to 2^53");
        }
        return LuaInteger.valueOf(core.random().below((long) bound));
    }

    private static String name(Varargs arguments, int index) {
        return arguments.isnoneornil(index) ? DEFAULT_DIGEST : Arguments.text(arguments, index);
    }

    private ObjectType<Hash> type(String name) {
        return new ObjectType<>(name, Hash.class)
                .method("update", (hash, a) -> {
                    feeding.feedAll(hash, a, 2);
                    return a.arg1();
                })
                .method("final", (hash, a) -> {
                    feeding.feedAll(hash, a, 2);
                    return Arguments.lua(hash.value());
                });
    }
}
