package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What the string functions of a state share. */
public final class Workspace {
    private static final int CAPACITY = 256;
    /** A larger buffer is not kept. */
    private static final int KEPT = 1 << 20;

    private final LuaState state;
    private @Nullable TextBuffer spare;

    public Workspace(LuaState state) {
        this.state = state;
    }

    public LuaState state() {
        return state;
    }

    public Dialect dialect() {
        return state.dialect();
    }

    /** An empty buffer, to be returned when it is not needed any more. Functions that call Lua may be called by it again. */
    public TextBuffer take() {
        TextBuffer buffer = spare;
        if (buffer == null) {
            return new TextBuffer(CAPACITY);
        }
        spare = null;
        return buffer;
    }

    public void giveBack(TextBuffer buffer) {
        if (buffer.bytes.length <= KEPT) {
            buffer.length = 0;
            spare = buffer;
        }
    }

    /** The buffer's text, when there may be one as long; the buffer is given back. */
    public LuaString finish(TextBuffer buffer) {
        checkLength(buffer.length);
        LuaString text = buffer.toLuaString();
        giveBack(buffer);
        return text;
    }

    /** Throws when there may be no string of so many bytes. */
    public void checkLength(long bytes) {
        state.budget().string(bytes);
        state.safepoint();
    }

    /** A whole number: a float where there are no integers. */
    public LuaValue number(long value) {
        return Texts.number(state.dialect(), value);
    }

    /** An argument that is a string, or the text of a number. */
    public LuaString string(int index, LuaValue value) {
        return value instanceof LuaString string ? string : Texts.string(state.dialect(), index, value);
    }
}
