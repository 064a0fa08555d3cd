package luafcgid.ext.crypto.compat;

import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.face.ObjectType;
import luafcgid.ext.crypto.hash.MersenneTwister;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code random}, which is lrandom: the same numbers from the same seed. */
public final class RandomModule {
    private static final double DEFAULT_SEED = 2009;

    public LuaTable open() {
        ObjectType<MersenneTwister> type = new ObjectType<>("random handle", MersenneTwister.class);
        type.method("clone", (twister, a) -> type.wrap(twister.copy()))
                .method("seed", (twister, a) -> {
                    twister.seed(number(a, 2, DEFAULT_SEED));
                    return a.arg1();
                })
                .method("value", RandomModule::value)
                .callable(RandomModule::value);
        LuaTable random = type.methods();
        LibraryFunction.define(random, "new", a -> type.wrap(new MersenneTwister(number(a, 1, DEFAULT_SEED))));
        random.rawset("version", LuaValue.valueOf("random library for Lua 5.2"));
        return random;
    }

    /** A fraction; with one bound an integer from 1 to it, with two one between them, or nothing if there is none. */
    private static Varargs value(MersenneTwister twister, Varargs arguments) {
        double fraction = twister.fraction();
        if (arguments.narg() < 2) {
            return LuaValue.valueOf(fraction);
        }
        double one = arguments.narg() == 2 ? 1 : number(arguments, 2);
        double other = number(arguments, arguments.narg() == 2 ? 2 : 3);
        double low = Math.ceil(Math.min(one, other));
        double high = Math.floor(Math.max(one, other));
        return low > high ? LuaValue.NONE : LuaValue.valueOf(low + Math.floor(fraction * (high - low + 1)));
    }

    private static double number(Varargs arguments, int index, double otherwise) {
        return arguments.isnoneornil(index) ? otherwise : number(arguments, index);
    }

    private static double number(Varargs arguments, int index) {
        if (!arguments.arg(index).isnumber()) {
            throw Arguments.wrong(arguments, index, "number");
        }
        return arguments.arg(index).todouble();
    }
}
