package luafcgid.ext.crypto.compat;

import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.CallableTable;
import luafcgid.ext.crypto.face.Core;
import luafcgid.ext.crypto.hash.Uuids;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code uuid}, which is Tieske's; version 7 is ours. */
public final class UuidModule {
    private static final int SIZE = 16;
    private static final int NODE = 6;
    private static final long SEEDS = 1L << 32;

    private final Core core;
    /** What the script gave to {@code set_rng}. */
    private @Nullable LuaValue source;

    public UuidModule(Core core) {
        this.core = core;
    }

    public LuaTable open() {
        LuaTable uuid = CallableTable.of("uuid", arguments -> v4());
        LibraryFunction.define(uuid, "v4", arguments -> v4());
        LibraryFunction.define(
                uuid, "v7", arguments -> LuaValue.valueOf(core.uuids().v7()));
        LibraryFunction.define(uuid, "new", this::withNode);
        LibraryFunction.define(uuid, "set_rng", this::setSource);
        LuaTable rng = rng();
        uuid.rawset("rng", rng);
        uuid.rawset("seed", rng.rawget("seed"));
        uuid.rawset("randomseed", rng.rawget("math_randomseed"));
        return uuid;
    }

    /** All give the one good source; what seeds others has nothing to do. */
    private LuaTable rng() {
        LuaTable rng = new LuaTable();
        LuaFunction bytes = new LibraryFunction("rng", arguments -> core.randomBytes(arguments));
        for (String name : new String[] {"urandom", "luasystem", "math_random", "win_ffi"}) {
            LibraryFunction.define(rng, name, arguments -> bytes);
        }
        LibraryFunction.define(
                rng, "generate_seed", arguments -> Arguments.lua(core.random().bytes(40)));
        LibraryFunction.define(
                rng, "seed", arguments -> LuaInteger.valueOf(core.random().below(SEEDS)));
        LibraryFunction.define(rng, "math_randomseed", arguments -> arguments.arg1());
        return rng;
    }

    private LuaValue v4() {
        return LuaValue.valueOf(source == null ? core.uuids().v4() : Uuids.v4(bytes(SIZE)));
    }

    /** With a hardware address, which becomes the last 6 bytes. */
    private Varargs withNode(Varargs arguments) {
        if (arguments.isnoneornil(1)) {
            return v4();
        }
        String address = Arguments.text(arguments, 1);
        String digits = address.replaceAll("[^0-9A-Fa-f]", "");
        if (digits.length() < 2 * NODE) {
            throw new LuaError("Provided string did not contain at least 12 hex characters, got '" + address + "'");
        }
        byte[] bytes = bytes(SIZE);
        for (int i = 0; i < NODE; i++) {
            bytes[SIZE - NODE + i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return LuaValue.valueOf(Uuids.v4(bytes));
    }

    private Varargs setSource(Varargs arguments) {
        LuaValue function = arguments.arg1();
        if (!function.isfunction()) {
            LuaValue reason = arguments.arg(2);
            throw new LuaError(reason.isnil() ? "Expected function, got " + function.typename() : reason.tojstring());
        }
        source = function;
        return LuaValue.TRUE;
    }

    private byte[] bytes(int count) {
        LuaValue function = source;
        if (function == null) {
            return core.random().bytes(count);
        }
        Varargs result = function.invoke(LuaValue.valueOf(count));
        if (!result.arg1().isstring()) {
            throw new LuaError("uuid: the function of set_rng gave no string: "
                    + (result.isnoneornil(2)
                            ? result.arg1().typename()
                            : result.arg(2).tojstring()));
        }
        byte[] bytes = Arguments.bytes(result, 1);
        if (bytes.length < count) {
            throw new LuaError(
                    "uuid: the function of set_rng gave " + bytes.length + " bytes, " + count + " were asked for");
        }
        return bytes;
    }
}
