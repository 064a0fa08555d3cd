package luafcgid.ext.crypto.compat;

import java.util.Arrays;
import java.util.Base64;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.face.Feeding;
import luafcgid.ext.crypto.face.LuaLists;
import luafcgid.ext.crypto.face.ObjectType;
import luafcgid.ext.crypto.hash.Hash;
import luafcgid.ext.crypto.hash.Hex;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code openssl}, which is lua-openssl's: digests, codes, random numbers, text. */
public final class LuaOpensslModule {
    private static final byte[] NEWLINE = {'\n'};
    private static final int COLUMNS = 64;

    private final Core core;
    private final Feeding feeding;
    private final ObjectType<Hash> contexts;
    private final ObjectType<Hash> codes;
    /** What {@code digest.get} gives: an algorithm, of which a hash that was never fed is the sample. */
    private final ObjectType<Named> algorithms;

    private record Named(String name, Hash sample) {}

    public LuaOpensslModule(StateContext state, Core core) {
        this.core = core;
        this.feeding = new Feeding(state);
        this.contexts = type("openssl.evp_digest_ctx");
        this.codes = type("openssl.hmac_ctx").method("size", (hash, a) -> LuaValue.valueOf(hash.size()));
        this.algorithms = new ObjectType<>("openssl.evp_digest", Named.class)
                .method("new", (named, a) -> contexts.wrap(named.sample.copy()))
                .method("info", (named, a) -> info(named.sample))
                .method(
                        "digest",
                        (named, a) -> Arguments.lua(feeding.value(named.sample.copy(), Arguments.string(a, 2))));
    }

    public LuaTable open() {
        LuaTable openssl = new LuaTable();
        openssl.rawset("digest", digest());
        openssl.rawset("hmac", hmac());
        LibraryFunction.define(openssl, "hex", LuaOpensslModule::hex);
        LibraryFunction.define(openssl, "base64", LuaOpensslModule::base64);
        LibraryFunction.define(openssl, "random", arguments -> {
            Arguments.integer(arguments, 1, 1, Core.MOST_RANDOM_BYTES);
            return core.randomBytes(arguments);
        });
        LibraryFunction.define(openssl, "rand_status", arguments -> LuaValue.TRUE);
        LibraryFunction.define(openssl, "rand_add", arguments -> LuaValue.NONE);
        LibraryFunction.define(openssl, "list", this::list);
        return openssl;
    }

    private LuaTable digest() {
        LuaTable digest = new LuaTable();
        LibraryFunction.define(
                digest,
                "digest",
                arguments -> Feeding.show(
                        feeding.value(newDigest(arguments), Arguments.string(arguments, 2)),
                        arguments.arg(3).toboolean()));
        LibraryFunction.define(digest, "new", arguments -> contexts.wrap(newDigest(arguments)));
        LibraryFunction.define(
                digest,
                "get",
                arguments -> algorithms.wrap(new Named(Arguments.text(arguments, 1), newDigest(arguments))));
        LibraryFunction.define(
                digest, "list", arguments -> LuaLists.of(core.algorithms().names()));
        return digest;
    }

    private LuaTable hmac() {
        LuaTable hmac = new LuaTable();
        LibraryFunction.Body once = arguments -> Feeding.show(
                feeding.value(newHmac(arguments, 3), Arguments.string(arguments, 2)),
                arguments.arg(4).toboolean());
        LibraryFunction.define(hmac, "hmac", once);
        LibraryFunction.define(hmac, "digest", once);
        LibraryFunction.define(hmac, "new", arguments -> codes.wrap(newHmac(arguments, 2)));
        return hmac;
    }

    private ObjectType<Hash> type(String name) {
        return new ObjectType<>(name, Hash.class)
                .method("update", (hash, a) -> {
                    feeding.feed(hash, Arguments.string(a, 2));
                    return LuaValue.TRUE;
                })
                .method("final", (hash, a) -> {
                    boolean fed = a.arg(2).isstring();
                    if (fed) {
                        feeding.feed(hash, Arguments.string(a, 2));
                    }
                    return Feeding.show(
                            hash.value(), a.arg(fed || a.narg() > 2 ? 3 : 2).toboolean());
                })
                .method("reset", (hash, a) -> {
                    hash.reset();
                    return LuaValue.TRUE;
                })
                .method("info", (hash, a) -> info(hash))
                .method("close", (hash, a) -> LuaValue.NONE);
    }

    private static LuaTable info(Hash hash) {
        LuaTable info = new LuaTable();
        info.rawset("size", LuaValue.valueOf(hash.size()));
        return info;
    }

    private Varargs list(Varargs arguments) {
        if (!Arguments.text(arguments, 1).equals("digests")) {
            throw Arguments.bad(1, "invalid option '" + arguments.arg1().tojstring() + "': only 'digests' is here");
        }
        return LuaLists.of(core.algorithms().names());
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

    private static Varargs hex(Varargs arguments) {
        byte[] bytes = Arguments.bytes(arguments, 1);
        if (Arguments.flag(arguments, 2, true)) {
            return Arguments.lua(Hex.encode(bytes));
        }
        byte[] decoded = Hex.decode(bytes, 0, bytes.length);
        if (decoded == null) {
            throw Arguments.bad(1, "not hexadecimal");
        }
        return Arguments.lua(decoded);
    }

    /** The third argument asks for one line, which is the default. */
    private static Varargs base64(Varargs arguments) {
        byte[] bytes = Arguments.bytes(arguments, 1);
        boolean line = Arguments.flag(arguments, 3, true);
        if (!Arguments.flag(arguments, 2, true)) {
            try {
                return Arguments.lua(Base64.getMimeDecoder().decode(bytes));
            } catch (IllegalArgumentException e) {
                return LuaValue.NONE;
            }
        }
        if (line || bytes.length == 0) {
            return Arguments.lua(Base64.getEncoder().encode(bytes));
        }
        byte[] text = Base64.getMimeEncoder(COLUMNS, NEWLINE).encode(bytes);
        byte[] ended = Arrays.copyOf(text, text.length + 1);
        ended[text.length] = '\n';
        return Arguments.lua(ended);
    }
}
