package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.number.TextBuffer;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Joins short texts in a buffer that a state keeps, numbers without a string of their own. */
final class Joiner {
    /** The buffer does not grow beyond: what is longer is not copied twice. */
    private static final int LONGEST = 2048;

    private static final int FIRST = 128;

    private final Dialect dialect;
    private final TextBuffer buffer = new TextBuffer(FIRST);

    Joiner(Dialect dialect) {
        this.dialect = dialect;
    }

    void begin() {
        buffer.length = 0;
    }

    /** Whether it was added: not what is neither string nor number, nor what is too long. */
    boolean add(LuaValue value) {
        if (value instanceof LuaString text) {
            if (text.m_length > LONGEST - buffer.length) {
                return false;
            }
            buffer.append(text);
            return true;
        }
        if (value instanceof LuaDouble number) {
            NumberText.append(buffer, number.todouble(), dialect);
            return true;
        }
        if (value instanceof LuaInteger number) {
            NumberText.append(buffer, number.tolong());
            return true;
        }
        return false;
    }

    /** What was added since the beginning. */
    LuaString text() {
        return LuaString.valueUsing(buffer.toBytes());
    }
}
