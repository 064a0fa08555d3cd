package luafcgid.lua.runtime;

import luafcgid.lua.number.NumberText;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The operator {@code ..}, which is right associative: several of them make one string at once. */
public final class Concatenation {
    private static final LuaString EMPTY = LuaString.valueOf("");
    /** Shorter strings are not worth asking for: their number is bounded by what a request may allocate. */
    private static final int LARGE = 4096;

    private Concatenation() {}

    public static LuaValue concat(LuaState state, LuaValue left, LuaValue right) {
        if (left instanceof LuaString first && right instanceof LuaString second) {
            return join(state, first, second);
        }
        Joiner joiner = state.joiner();
        joiner.begin();
        if (joiner.add(left) && joiner.add(right)) {
            return joiner.text();
        }
        if (isText(left) && isText(right)) {
            return join(state, text(state, left), text(state, right));
        }
        return event(state, left, right, 0);
    }

    public static LuaValue concat(LuaState state, LuaValue a, LuaValue b, LuaValue c) {
        Joiner joiner = state.joiner();
        joiner.begin();
        if (joiner.add(a) && joiner.add(b) && joiner.add(c)) {
            return joiner.text();
        }
        return separately(state, new LuaValue[] {a, b, c});
    }

    public static LuaValue concat(LuaState state, LuaValue[] operands) {
        Joiner joiner = state.joiner();
        joiner.begin();
        for (LuaValue operand : operands) {
            if (!joiner.add(operand)) {
                return separately(state, operands);
            }
        }
        return joiner.text();
    }

    /** Joins what is text from the right on; where an operand is not, its metamethod joins it with what came of those to its right. */
    private static LuaValue separately(LuaState state, LuaValue[] operands) {
        int last = operands.length - 1;
        while (true) {
            int first = last;
            while (first > 0 && isText(operands[last]) && isText(operands[first - 1])) {
                first--;
            }
            if (first == last) {
                operands[last - 1] = event(state, operands[last - 1], operands[last], last - 1);
                last--;
            } else {
                operands[first] = join(state, operands, first, last);
                last = first;
            }
            if (last == 0) {
                return operands[0];
            }
        }
    }

    private static boolean isText(LuaValue value) {
        return value instanceof LuaString || value instanceof LuaNumber;
    }

    private static LuaString text(LuaState state, LuaValue value) {
        if (value instanceof LuaString text) {
            return text;
        }
        return value instanceof LuaInteger
                ? NumberText.string(value.tolong())
                : NumberText.string(value.todouble(), state.dialect());
    }

    private static LuaValue join(LuaState state, LuaString left, LuaString right) {
        byte[] bytes = new byte[length(state, (long) left.m_length + right.m_length)];
        System.arraycopy(left.m_bytes, left.m_offset, bytes, 0, left.m_length);
        System.arraycopy(right.m_bytes, right.m_offset, bytes, left.m_length, right.m_length);
        return LuaString.valueUsing(bytes);
    }

    private static LuaValue join(LuaState state, LuaValue[] operands, int first, int last) {
        long length = 0;
        for (int i = first; i <= last; i++) {
            LuaString text = text(state, operands[i]);
            operands[i] = text;
            length += text.m_length;
        }
        if (length == 0) {
            return EMPTY;
        }
        byte[] bytes = new byte[length(state, length)];
        int end = 0;
        for (int i = first; i <= last; i++) {
            LuaString text = (LuaString) operands[i];
            System.arraycopy(text.m_bytes, text.m_offset, bytes, end, text.m_length);
            end += text.m_length;
        }
        return LuaString.valueUsing(bytes);
    }

    private static int length(LuaState state, long length) {
        if (length >= LARGE) {
            if (length > Math.min(state.budget().limits().string(), Integer.MAX_VALUE - 8)) {
                throw Errors.run(state, "string length overflow");
            }
            state.budget().string(length);
            state.safepoint();
        }
        return (int) length;
    }

    private static LuaValue event(LuaState state, LuaValue left, LuaValue right, int leftIndex) {
        LuaValue handler = Metamethods.ofEither(state, left, right, LuaValue.CONCAT);
        if (handler.isnil()) {
            throw Errors.concatenate(state, left, right, leftIndex);
        }
        return Calls.call(handler, left, right, state);
    }
}
