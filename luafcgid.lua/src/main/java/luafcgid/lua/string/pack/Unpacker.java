package luafcgid.lua.string.pack;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Reads values from the binary form that options tell. */
final class Unpacker {
    private final Dialect dialect;
    private final LuaString data;
    private final List<LuaValue> values = new ArrayList<>();
    private int at;

    Unpacker(Dialect dialect, LuaString data, int from) {
        this.dialect = dialect;
        this.data = data;
        this.at = from;
    }

    int position() {
        return at;
    }

    int count() {
        return values.size();
    }

    /** What was read, and where the rest begins. */
    Varargs results() {
        values.add(Texts.number(dialect, at + 1L));
        return LuaValue.varargsOf(values.toArray(new LuaValue[0]));
    }

    void read(PackFormat format) {
        int size = format.size();
        long needed = (long) format.padding() + size;
        need(needed);
        at += format.padding();
        boolean little = format.isLittle();
        switch (format.kind()) {
            case SIGNED -> values.add(LuaInteger.valueOf(integer(size, little, true)));
            case UNSIGNED -> values.add(LuaInteger.valueOf(integer(size, little, false)));
            case FLOAT -> values.add(LuaDouble.valueOf(Float.intBitsToFloat((int) integer(size, little, false))));
            case DOUBLE -> values.add(LuaDouble.valueOf(Double.longBitsToDouble(integer(size, little, false))));
            case CHARACTERS -> values.add(string(size));
            case COUNTED -> {
                long length = integer(size, little, false);
                if (length < 0) {
                    throw tooShort();
                }
                need(length);
                values.add(string((int) length));
            }
            case ZERO_TERMINATED -> {
                int zero = data.indexOf((byte) 0, at);
                if (zero < 0 && dialect == Dialect.LUA_5_3) {
                    // C's zero behind every string will do.
                    zero = data.m_length;
                } else if (zero < 0) {
                    throw Arguments.wrong(2, "unfinished string for format 'z'");
                }
                values.add(string(zero - at));
                at++;
            }
            case PADDING -> at++;
            default -> {}
        }
    }

    private void need(long bytes) {
        if (bytes > data.m_length - at) {
            throw tooShort();
        }
    }

    private static LuaError tooShort() {
        return Arguments.wrong(2, "data string too short");
    }

    private LuaString string(int length) {
        LuaString text = data.substring(at, at + length);
        at += length;
        return text;
    }

    private long integer(int size, boolean little, boolean signed) {
        long value = 0;
        for (int place = size - 1; place >= 0; place--) {
            int octet = data.m_bytes[data.m_offset + at + (little ? place : size - 1 - place)] & 0xff;
            if (place < Long.BYTES) {
                value = (value << Byte.SIZE) | octet;
            } else if (octet != 0 && !(signed && octet == 0xff)) {
                throw new LuaError(size + "-byte integer does not fit into Lua Integer");
            }
        }
        at += size;
        if (signed && size < Long.BYTES) {
            int unused = Long.SIZE - size * Byte.SIZE;
            value = (value << unused) >> unused;
        }
        return value;
    }
}
