package luafcgid.lua.lib;

import java.util.Random;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code math.random} and {@code math.randomseed}: a state's numbers depend on no other state. */
final class RandomFunctions {
    private @Nullable Random random;

    LuaTable into(LuaTable math) {
        LibraryFunction.define(math, "random", this::random);
        LibraryFunction.define(math, "randomseed", this::seed);
        return math;
    }

    private Varargs seed(Varargs arguments) {
        random = new Random(Double.doubleToLongBits(arguments.checkdouble(1)));
        return LuaValue.NONE;
    }

    private Varargs random(Varargs arguments) {
        double fraction = generator().nextDouble();
        if (arguments.narg() == 0) {
            return LuaValue.valueOf(fraction);
        }
        double low = arguments.narg() > 1 ? Math.floor(arguments.checkdouble(1)) : 1;
        double high = Math.floor(arguments.checkdouble(arguments.narg() > 1 ? 2 : 1));
        if (low > high) {
            throw new LuaError("bad argument #" + (arguments.narg() > 1 ? 2 : 1) + ": interval is empty");
        }
        return LuaValue.valueOf(low + Math.floor(fraction * (high - low + 1)));
    }

    private Random generator() {
        Random current = random;
        if (current == null) {
            current = new Random();
            random = current;
        }
        return current;
    }
}
