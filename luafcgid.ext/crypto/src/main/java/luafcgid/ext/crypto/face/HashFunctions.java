package luafcgid.ext.crypto.face;

import luafcgid.ext.crypto.hash.Hash;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code digest} and {@code hmac} of the module {@code crypto}, which are LuaCrypto's. */
final class HashFunctions {
    private final Core core;
    private final Feeding feeding;
    private final ObjectType<Hash> digests;
    private final ObjectType<Hash> codes;

    HashFunctions(StateContext state, Core core) {
        this.core = core;
        this.feeding = new Feeding(state);
        this.digests = type("crypto.digest");
        this.codes = type("crypto.hmac");
    }

    void into(LuaTable crypto) {
        LuaTable digest = CallableTable.of("digest", this::digest);
        LibraryFunction.define(digest, "new", a -> digests.wrap(newDigest(a)));
        crypto.rawset("digest", digest);

        LuaTable hmac = CallableTable.of("hmac", this::hmac);
        LibraryFunction.define(hmac, "digest", this::hmac);
        LibraryFunction.define(hmac, "new", a -> codes.wrap(newHmac(a, 2)));
        crypto.rawset("hmac", hmac);
    }

    private Varargs digest(Varargs arguments) {
        Hash hash = newDigest(arguments);
        LuaString message = Arguments.string(arguments, 2);
        return Feeding.show(feeding.value(hash, message), arguments.arg(3).toboolean());
    }

    private Varargs hmac(Varargs arguments) {
        LuaString message = Arguments.string(arguments, 2);
        Hash hash = newHmac(arguments, 3);
        return Feeding.show(feeding.value(hash, message), arguments.arg(4).toboolean());
    }

    private Hash newDigest(Varargs arguments) {
        String name = Arguments.text(arguments, 1);
        return Arguments.because(1, () -> core.algorithms().digest(name));
    }

    private Hash newHmac(Varargs arguments, int key) {
        String name = Arguments.text(arguments, 1);
        byte[] bytes = Arguments.bytes(arguments, key);
        return Arguments.because(1, () -> core.algorithms().hmac(name, bytes));
    }

    private ObjectType<Hash> type(String name) {
        ObjectType<Hash> type = new ObjectType<>(name, Hash.class);
        return type.method("update", (hash, a) -> {
                    feeding.feed(hash, Arguments.string(a, 2));
                    return a.arg1();
                })
                .method("final", (hash, a) -> {
                    feeding.feedOptional(hash, a, 2);
                    return Feeding.show(hash.value(), a.arg(3).toboolean());
                })
                .method("reset", (hash, a) -> {
                    hash.reset();
                    return LuaValue.NONE;
                })
                .method("clone", (hash, a) -> type.wrap(hash.copy()))
                .method("tostring", (hash, a) -> LuaValue.valueOf(a.arg1().tojstring()));
    }
}
