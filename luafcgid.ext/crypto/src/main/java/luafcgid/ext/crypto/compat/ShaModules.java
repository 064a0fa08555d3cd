package luafcgid.ext.crypto.compat;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.CallableTable;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.face.Feeding;
import luafcgid.ext.crypto.hash.Hash;
import luafcgid.ext.crypto.hash.Hex;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The modules {@code sha1} (mpeterv's) and {@code sha2} (pure_lua_SHA's, and the names of lsha2). */
public final class ShaModules {
    private static final List<String> DIGESTS = List.of(
            "md5",
            "sha1",
            "sha224",
            "sha256",
            "sha384",
            "sha512",
            "sha512_224",
            "sha512_256",
            "sha3_224",
            "sha3_256",
            "sha3_384",
            "sha3_512");

    private final Core core;
    private final Feeding feeding;

    public ShaModules(StateContext state, Core core) {
        this.core = core;
        this.feeding = new Feeding(state);
    }

    public LuaTable sha1() {
        LibraryFunction.Body hex = arguments -> Feeding.show(sha1(arguments), false);
        LuaTable sha1 = CallableTable.of("sha1", hex);
        LibraryFunction.define(sha1, "sha1", hex);
        LibraryFunction.define(sha1, "binary", arguments -> Feeding.show(sha1(arguments), true));
        LibraryFunction.define(sha1, "hmac", arguments -> Feeding.show(sha1Hmac(arguments), false));
        LibraryFunction.define(sha1, "hmac_binary", arguments -> Feeding.show(sha1Hmac(arguments), true));
        sha1.rawset("version", LuaValue.valueOf("0.6.0"));
        return sha1;
    }

    private byte[] sha1(Varargs arguments) {
        return feeding.value(core.algorithms().digest("sha1"), Arguments.string(arguments, 1));
    }

    private byte[] sha1Hmac(Varargs arguments) {
        Hash hash = core.algorithms().hmac("sha1", Arguments.bytes(arguments, 1));
        return feeding.value(hash, Arguments.string(arguments, 2));
    }

    public LuaTable sha2() {
        LuaTable sha2 = new LuaTable();
        Map<LuaValue, String> names = new HashMap<>();
        for (String name : DIGESTS) {
            LuaFunction function = new LibraryFunction(
                    name, arguments -> sum(arguments, 1, () -> core.algorithms().digest(name)));
            names.put(function, name);
            sha2.rawset(name, function);
            sha2.rawset(name + "hex", function);
        }
        LibraryFunction.define(sha2, "hmac", arguments -> hmac(arguments, names));
        define(sha2, "hex_to_bin", "hex2bin", ShaModules::unhex);
        define(sha2, "bin_to_hex", "bin2hex", a -> Arguments.lua(Hex.encode(Arguments.bytes(a, 1))));
        define(sha2, "base64_to_bin", "base642bin", ShaModules::unbase64);
        define(
                sha2,
                "bin_to_base64",
                "bin2base64",
                a -> Arguments.lua(Base64.getEncoder().encode(Arguments.bytes(a, 1))));
        return sha2;
    }

    private static void define(LuaTable table, String name, String old, LibraryFunction.Body body) {
        LibraryFunction.define(table, name, body);
        table.rawset(old, table.rawget(name));
    }

    private Varargs hmac(Varargs arguments, Map<LuaValue, String> names) {
        String name = names.get(arguments.arg1());
        if (name == null) {
            throw Arguments.bad(1, "a digest function of this module is expected");
        }
        byte[] key = Arguments.bytes(arguments, 2);
        return sum(arguments, 3, () -> core.algorithms().hmac(name, key));
    }

    /** The value of the message; without one, a function that takes pieces, and at last nothing. */
    private Varargs sum(Varargs arguments, int index, Supplier<Hash> start) {
        Hash hash = start.get();
        if (!arguments.isnoneornil(index)) {
            return Feeding.show(feeding.value(hash, Arguments.string(arguments, index)), false);
        }
        LuaValue[] self = new LuaValue[1];
        self[0] = new LibraryFunction("append", piece -> {
            if (piece.isnoneornil(1)) {
                return Feeding.show(hash.value(), false);
            }
            feeding.feed(hash, Arguments.string(piece, 1));
            return self[0];
        });
        return self[0];
    }

    private static Varargs unhex(Varargs arguments) {
        byte[] text = Arguments.bytes(arguments, 1);
        byte[] bytes = Hex.decode(text, 0, text.length);
        if (bytes == null) {
            throw Arguments.bad(1, "not hexadecimal");
        }
        return Arguments.lua(bytes);
    }

    private static Varargs unbase64(Varargs arguments) {
        byte[] text = Arguments.bytes(arguments, 1);
        return Arguments.lua(Arguments.because(1, () -> Base64.getMimeDecoder().decode(text)));
    }
}
