package luafcgid.lua.lib.bit32;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.lib.Template;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The bit32 library of 5.2, which 5.3 has as well as it is built by default. */
public final class Bit32Library {
    private static final long MASK = 0xFFFFFFFFL;
    private static final int BITS = 32;
    /** Before 5.3 numbers are taken modulo 2^32 and to the nearest whole one. */
    private static final double TWO_TO_32 = 0x1p32;

    private final Dialect dialect;
    private final Template template;

    public Bit32Library(Dialect dialect) {
        this.dialect = dialect;
        LuaTable table = new LuaTable();
        LibraryFunction.define(table, "band", arguments -> result(and(arguments)));
        LibraryFunction.define(table, "btest", arguments -> LuaValue.valueOf(and(arguments) != 0));
        LibraryFunction.define(table, "bor", this::or);
        LibraryFunction.define(table, "bxor", this::xor);
        LibraryFunction.define(table, "bnot", arguments -> result(~bits(arguments, 1)));
        LibraryFunction.define(table, "lshift", arguments -> result(shift(bits(arguments, 1), integer(arguments, 2))));
        LibraryFunction.define(table, "rshift", arguments -> result(shift(bits(arguments, 1), -integer(arguments, 2))));
        LibraryFunction.define(table, "arshift", this::arithmeticShift);
        LibraryFunction.define(
                table, "lrotate", arguments -> result(rotate(bits(arguments, 1), integer(arguments, 2))));
        LibraryFunction.define(
                table, "rrotate", arguments -> result(rotate(bits(arguments, 1), -integer(arguments, 2))));
        LibraryFunction.define(table, "extract", this::extract);
        LibraryFunction.define(table, "replace", this::replace);
        template = new Template(table);
    }

    /** The library for one state. */
    public LuaTable table() {
        return template.copy(0);
    }

    private LuaValue result(long bits) {
        return Numbers.whole(dialect, bits & MASK);
    }

    private long bits(Varargs arguments, int index) {
        LuaValue value = Arguments.at(arguments, index);
        if (dialect.hasIntegers()) {
            return Arguments.integer(dialect, index, value) & MASK;
        }
        double rest = Math.rint(Arguments.number(index, value)) % TWO_TO_32;
        return (long) rest & MASK;
    }

    private long integer(Varargs arguments, int index) {
        return Arguments.integer(dialect, index, Arguments.at(arguments, index));
    }

    private long and(Varargs arguments) {
        long bits = MASK;
        for (int i = 1; i <= arguments.narg(); i++) {
            bits &= bits(arguments, i);
        }
        return bits;
    }

    private Varargs or(Varargs arguments) {
        long bits = 0;
        for (int i = 1; i <= arguments.narg(); i++) {
            bits |= bits(arguments, i);
        }
        return result(bits);
    }

    private Varargs xor(Varargs arguments) {
        long bits = 0;
        for (int i = 1; i <= arguments.narg(); i++) {
            bits ^= bits(arguments, i);
        }
        return result(bits);
    }

    private static long shift(long bits, long left) {
        if (left <= -BITS || left >= BITS) {
            return 0;
        }
        return left < 0 ? bits >>> -left : bits << left;
    }

    private Varargs arithmeticShift(Varargs arguments) {
        long bits = bits(arguments, 1);
        long right = integer(arguments, 2);
        if (right < 0 || (bits & (1L << (BITS - 1))) == 0) {
            return result(shift(bits, -right));
        }
        return result((long) (int) bits >> Math.min(right, BITS));
    }

    private static long rotate(long bits, long left) {
        return Integer.rotateLeft((int) bits, (int) left);
    }

    private Varargs extract(Varargs arguments) {
        long bits = bits(arguments, 1);
        return result((bits >>> integer(arguments, 2)) & field(arguments, 2));
    }

    private Varargs replace(Varargs arguments) {
        long bits = bits(arguments, 1);
        long with = bits(arguments, 2);
        long mask = field(arguments, 3);
        long at = integer(arguments, 3);
        return result((bits & ~(mask << at)) | ((with & mask) << at));
    }

    /** As many low bits as a field's width, which stands behind its position. */
    private long field(Varargs arguments, int index) {
        long at = integer(arguments, index);
        long width = Arguments.integer(dialect, index + 1, arguments.arg(index + 1), 1);
        if (at < 0) {
            throw Arguments.wrong(index, "field cannot be negative");
        }
        if (width <= 0) {
            throw Arguments.wrong(index + 1, "width must be positive");
        }
        if (at + width > BITS) {
            throw new LuaError("trying to access non-existent bits");
        }
        return (1L << width) - 1;
    }
}
