package luafcgid.ext.json;

import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What a function was given, with errors in the words of Lua's C functions. */
final class Argument {
    private final String function;
    private final int number;
    private final LuaValue value;

    /**
     * @param number of the argument, from 1
     * @param most   how many arguments the function takes
     * @throws LuaError when there are more
     */
    Argument(String function, Varargs values, int number, int most) {
        if (values.narg() > most) {
            throw bad(function, most + 1, "found too many arguments");
        }
        this.function = function;
        this.number = number;
        this.value = values.arg(number);
    }

    /** The argument of a function that takes one at most. */
    static Argument only(String function, Varargs values) {
        return new Argument(function, values, 1, 1);
    }

    /** The argument of a function that cannot do without, nor with more. */
    static Argument required(String function, Varargs values) {
        if (values.narg() != 1) {
            throw bad(function, 1, "expected 1 argument");
        }
        return only(function, values);
    }

    LuaValue value() {
        return value;
    }

    boolean isGiven() {
        return !value.isnil();
    }

    LuaString string() {
        return switch (value.type()) {
            case LuaValue.TSTRING, LuaValue.TNUMBER -> value.checkstring();
            default -> throw wrong("string");
        };
    }

    /** As C, without what is behind the point. The error blames the first argument, as cjson does. */
    int integer(int least, int most) {
        if (!value.isnumber()) {
            throw wrong("number");
        }
        double wanted = value.todouble();
        if (!((long) wanted >= least && (long) wanted <= most)) {
            throw bad(function, 1, "expected integer between " + least + " and " + most);
        }
        return (int) wanted;
    }

    /** A boolean, or the place of a word among the ones that are allowed. */
    int choice(List<String> words) {
        if (value.type() == LuaValue.TBOOLEAN) {
            return value.toboolean() ? 1 : 0;
        }
        String word = string().tojstring();
        int place = words.indexOf(word);
        if (place < 0) {
            throw bad(function, number, "invalid option '" + word + "'");
        }
        return place;
    }

    private LuaError wrong(String wanted) {
        return bad(function, number, wanted + " expected, got " + value.typename());
    }

    private static LuaError bad(String function, int number, String reason) {
        return new LuaError("bad argument #" + number + " to '" + function + "' (" + reason + ")");
    }
}
