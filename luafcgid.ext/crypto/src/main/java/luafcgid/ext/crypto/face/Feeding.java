package luafcgid.ext.crypto.face;

import luafcgid.ext.crypto.hash.Hash;
import luafcgid.ext.crypto.hash.Hex;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Feeds hashes with Lua's strings, such that even a long one delays nobody else. */
public record Feeding(StateContext state) {
    /** What takes well below a millisecond. */
    private static final int SLICE = 128 << 10;

    /** Leaves the thread that others wait for, before this many bytes are computed in one go. */
    public void moveFor(int length) {
        if (length > SLICE) {
            state.aboutToBlock();
        }
        state.safepoint();
    }

    public void feed(Hash hash, LuaString string) {
        int end = string.m_offset + string.m_length;
        for (int at = string.m_offset; at < end; at += SLICE) {
            hash.update(string.m_bytes, at, Math.min(SLICE, end - at));
            if (end - at > SLICE) {
                state.safepoint();
            }
        }
    }

    /** Feeds the argument if there is one. */
    public void feedOptional(Hash hash, Varargs arguments, int index) {
        if (!arguments.isnoneornil(index)) {
            feed(hash, Arguments.string(arguments, index));
        }
    }

    public void feedAll(Hash hash, Varargs arguments, int from) {
        for (int i = from; i <= arguments.narg(); i++) {
            feed(hash, Arguments.string(arguments, i));
        }
    }

    public byte[] value(Hash hash, LuaString string) {
        feed(hash, string);
        return hash.finish();
    }

    public static LuaValue show(byte[] value, boolean raw) {
        return Arguments.lua(raw ? value : Hex.encode(value));
    }
}
