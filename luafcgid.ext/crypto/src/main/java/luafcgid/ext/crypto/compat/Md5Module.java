package luafcgid.ext.crypto.compat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.face.Feeding;
import luafcgid.ext.crypto.face.ObjectType;
import luafcgid.ext.crypto.hash.Hash;
import luafcgid.ext.crypto.hash.Hex;
import luafcgid.ext.crypto.hash.Md5Stream;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code md5}: kepler's, what kikito's has in addition, and {@code digest} of lmd5. */
public final class Md5Module {
    private final StateContext state;
    private final Core core;
    private final Feeding feeding;

    public Md5Module(StateContext state, Core core) {
        this.state = state;
        this.core = core;
        this.feeding = new Feeding(state);
    }

    public LuaTable open() {
        LuaTable md5 = new LuaTable();
        LibraryFunction.define(md5, "sum", arguments -> Arguments.lua(sum(arguments)));
        LibraryFunction.define(md5, "sumhexa", arguments -> Arguments.lua(Hex.encode(sum(arguments))));
        LibraryFunction.define(
                md5,
                "digest",
                arguments -> Arguments.lua(arguments.toboolean(2) ? sum(arguments) : Hex.encode(sum(arguments))));
        LibraryFunction.define(md5, "tohex", arguments -> Arguments.lua(Hex.encode(Arguments.bytes(arguments, 1))));
        LibraryFunction.define(md5, "exor", Md5Module::exor);
        LibraryFunction.define(md5, "crypt", this::crypt);
        LibraryFunction.define(md5, "decrypt", this::decrypt);
        ObjectType<Hash> type = new ObjectType<>("md5", Hash.class)
                .method("update", (hash, a) -> {
                    feeding.feed(hash, Arguments.string(a, 2));
                    return a.arg1();
                })
                .method("finish", (hash, a) -> Arguments.lua(hash.value()));
        LibraryFunction.define(md5, "new", arguments -> type.wrap(newDigest()));
        md5.rawset("_VERSION", LuaValue.valueOf("MD5 1.3"));
        md5.rawset("_DESCRIPTION", LuaValue.valueOf("Checksum facilities for Lua"));
        return md5;
    }

    private byte[] sum(Varargs arguments) {
        return feeding.value(newDigest(), Arguments.string(arguments, 1));
    }

    private Hash newDigest() {
        return core.algorithms().digest("md5");
    }

    private static Varargs exor(Varargs arguments) {
        byte[] one = Arguments.bytes(arguments, 1);
        byte[] other = Arguments.bytes(arguments, 2);
        if (one.length != other.length) {
            throw Arguments.bad(2, "lengths must be equal");
        }
        for (int i = 0; i < one.length; i++) {
            one[i] ^= other[i];
        }
        return Arguments.lua(one);
    }

    private Varargs crypt(Varargs arguments) {
        byte[] text = Arguments.bytes(arguments, 1);
        byte[] key = key(arguments);
        byte[] seed = arguments.narg() < 3 ? now() : Arguments.bytes(arguments, 3);
        if (seed.length > Md5Stream.BLOCK) {
            throw new LuaError("seed too long (> " + Md5Stream.BLOCK + ")");
        }
        return Arguments.lua(stream().encrypt(text, key, seed));
    }

    private Varargs decrypt(Varargs arguments) {
        byte[] sealed = Arguments.bytes(arguments, 1);
        byte[] key = key(arguments);
        return Arguments.lua(Arguments.because(1, () -> stream().decrypt(sealed, key)));
    }

    private Md5Stream stream() {
        return new Md5Stream(core.algorithms(), state::safepoint);
    }

    private static byte[] key(Varargs arguments) {
        byte[] key = Arguments.bytes(arguments, 2);
        if (key.length > Md5Stream.MOST_KEY) {
            throw new LuaError("key too long (> " + Md5Stream.MOST_KEY + ")");
        }
        return key;
    }

    /** As C has its time in memory. */
    private static byte[] now() {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Instant.now().getEpochSecond())
                .array();
    }
}
