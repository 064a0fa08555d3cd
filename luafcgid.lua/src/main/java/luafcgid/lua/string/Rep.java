package luafcgid.lua.string;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code string.rep}; 5.1 knows no separator. */
final class Rep extends Builtin.Three {
    private final Workspace workspace;

    Rep(Workspace workspace) {
        super("rep");
        this.workspace = workspace;
    }

    @Override
    public LuaValue call(LuaValue argument, LuaValue times, LuaValue separator) {
        LuaString text = workspace.string(1, argument);
        long count = Arguments.integer(workspace.dialect(), 2, times);
        boolean plain = separator.isnil() || workspace.dialect() == Dialect.LUA_5_1;
        LuaString between = plain ? EMPTYSTRING : workspace.string(3, separator);
        long unit = (long) text.m_length + between.m_length;
        if (count <= 0 || unit == 0) {
            return EMPTYSTRING;
        }
        if (count == 1) {
            return text;
        }
        if (count > Integer.MAX_VALUE || unit * count - between.m_length > Integer.MAX_VALUE - 8) {
            throw new LuaError("resulting string too large");
        }
        int length = (int) (unit * count - between.m_length);
        workspace.checkLength(length);
        return repeat(text, between, length);
    }

    private static LuaString repeat(LuaString text, LuaString between, int length) {
        byte[] bytes = new byte[length];
        if (text.m_length == 1 && between.m_length == 0) {
            Arrays.fill(bytes, text.m_bytes[text.m_offset]);
            return LuaString.valueUsing(bytes, 0, length);
        }
        System.arraycopy(text.m_bytes, text.m_offset, bytes, 0, text.m_length);
        System.arraycopy(between.m_bytes, between.m_offset, bytes, text.m_length, between.m_length);
        // What is there is doubled until all is.
        int done = text.m_length + between.m_length;
        while (done < length) {
            int more = Math.min(done, length - done);
            System.arraycopy(bytes, 0, bytes, done, more);
            done += more;
        }
        return LuaString.valueUsing(bytes, 0, length);
    }
}
