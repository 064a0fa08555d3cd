package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Errors of the language itself, as C Lua words them. Where Lua code fails its position and the names of its operands are told, where a
 * library function does they are not. To be thrown by who asks for one.
 */
public final class Errors {
    private static final LuaValue NAME = LuaValue.valueOf("__name");

    /** No operand, but the function that an operation calls. */
    private static final int CALLED = -1;

    private Errors() {}

    /** {@code object}, which the code names, cannot be indexed, for reading or for writing. */
    public static LuaError index(LuaState state, LuaValue object) {
        return unfit(state, "index", object, 0);
    }

    /** {@code object}, to which a metatable leads, cannot be indexed. */
    public static LuaError inherited(LuaState state, LuaValue object) {
        return run(state, "attempt to index a " + typeName(state, object) + " value");
    }

    /** {@code function} cannot be called: what the code calls, or the metamethod of what it does. */
    public static LuaError call(LuaState state, LuaValue function) {
        return unfit(state, "call", function, CALLED);
    }

    public static LuaError length(LuaState state, LuaValue value) {
        return unfit(state, "get length of", value, 0);
    }

    /** One of the operands is no number; for an operator with one operand, both are the same. */
    public static LuaError arithmetic(LuaState state, LuaValue left, LuaValue right) {
        boolean second = isNumber(state, left);
        return unfit(state, "perform arithmetic on", second ? right : left, second ? 1 : 0);
    }

    /** One of the operands of a bitwise operator is no integer. */
    public static LuaError bitwise(LuaState state, LuaValue left, LuaValue right) {
        if (isNumber(state, left) && isNumber(state, right)) {
            boolean second = isIntegral(state, left);
            Place at = place(state);
            return at.error("number" + at.named(second ? 1 : 0) + " has no integer representation");
        }
        boolean second = isNumber(state, left);
        return unfit(state, "perform bitwise operation on", second ? right : left, second ? 1 : 0);
    }

    private static boolean isNumber(LuaState state, LuaValue value) {
        return value.type() == LuaValue.TNUMBER || (state.dialect() != Dialect.LUA_5_4 && value.isnumber());
    }

    private static boolean isIntegral(LuaState state, LuaValue value) {
        LuaNumber number = Coercion.number(state, value);
        return number != null && Coercion.integer(number) != null;
    }

    /**
     * Two operands of a concatenation do not go together.
     *
     * @param leftIndex the place of {@code left} among the operands that the code has
     */
    public static LuaError concatenate(LuaState state, LuaValue left, LuaValue right, int leftIndex) {
        boolean second = left.isstring();
        return unfit(state, "concatenate", second ? right : left, second ? leftIndex + 1 : leftIndex);
    }

    public static LuaError compare(LuaState state, LuaValue left, LuaValue right) {
        String first = typeName(state, left);
        String second = typeName(state, right);
        return run(
                state,
                first.equals(second)
                        ? "attempt to compare two " + first + " values"
                        : "attempt to compare " + first + " with " + second);
    }

    /**
     * A numeric {@code for} is given something else than a number.
     *
     * @param what {@code initial}, {@code limit} or {@code step}
     */
    public static LuaError loop(LuaState state, String what, LuaValue value) {
        String part = what.equals("initial") ? "initial value" : what;
        return run(
                state,
                state.dialect() == Dialect.LUA_5_4
                        ? "bad 'for' " + part + " (number expected, got " + typeName(state, value) + ")"
                        : "'for' " + part + " must be a number");
    }

    /** Any other error of the language. */
    public static LuaError run(LuaState state, String message) {
        return place(state).error(message);
    }

    /** The type of a value as messages tell it. */
    public static String typeName(LuaState state, LuaValue value) {
        return typeName(state.dialect(), value);
    }

    static String typeName(Dialect dialect, LuaValue value) {
        LuaValue metatable = dialect.isAtLeast(Dialect.LUA_5_3)
                        && (value.type() == LuaValue.TTABLE || value.type() == LuaValue.TUSERDATA)
                ? value.getmetatable()
                : null;
        LuaValue name = metatable == null ? LuaValue.NIL : metatable.rawget(NAME);
        return name.type() == LuaValue.TSTRING ? name.tojstring() : value.typename();
    }

    /** A value that an operation cannot use: the operand with that index. */
    private static LuaError unfit(LuaState state, String operation, LuaValue value, int index) {
        Place at = place(state);
        return at.error("attempt to " + operation + " " + at.value(index, typeName(state, value)));
    }

    private static Place place(LuaState state) {
        CallStack stack = state.frames().place();
        Level level = stack.level(0);
        return new Place(stack, level == null ? null : level.site());
    }

    /** Where it happens. The site is null where a library function runs. */
    private record Place(CallStack stack, @Nullable Site site) {
        LuaError error(String message) {
            LuaValue text = LuaString.valueOf(stack.position(0) + message);
            return RaisedError.of(text, stack);
        }

        String value(int operand, String type) {
            return Wording.value(stack.dialect(), name(operand), type);
        }

        String named(int operand) {
            Name name = name(operand);
            return name.name().isEmpty() ? "" : " (" + name.kind() + " '" + name.name() + "')";
        }

        private Name name(int operand) {
            if (site == null) {
                return Name.NONE;
            }
            return operand == CALLED
                    ? Wording.called(stack.dialect(), site)
                    : Wording.operand(stack.dialect(), site, operand);
        }
    }
}
