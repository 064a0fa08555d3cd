package luafcgid.ext.crypto.zlib;

import java.util.zip.Checksum;
import luafcgid.ext.crypto.face.Arguments;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The function that {@code zlib.crc32} and {@code zlib.adler32} return. */
final class RunningSum {
    private static final int SLICE = 1 << 20;

    private final Checksums kind;
    private final Runnable pause;
    /** The sum, and the length, of what came before {@link #current}, which cannot begin with another's sum. */
    private long before;

    private long beforeLength;
    private Checksum current;
    private long currentLength;

    RunningSum(Checksums kind, Runnable pause) {
        this.kind = kind;
        this.pause = pause;
        this.current = kind.start();
        this.before = current.getValue();
    }

    Varargs call(Varargs arguments) {
        LuaValue next = arguments.arg1();
        if (next.isfunction()) {
            append(next.invoke(LuaValue.NONE));
        } else if (arguments.narg() > 0) {
            add(Arguments.string(arguments, 1));
        }
        return LuaValue.varargsOf(LuaInteger.valueOf(sum()), LuaInteger.valueOf(beforeLength + currentLength));
    }

    private void add(LuaString string) {
        int end = string.m_offset + string.m_length;
        for (int at = string.m_offset; at < end; at += SLICE) {
            current.update(string.m_bytes, at, Math.min(SLICE, end - at));
            pause.run();
        }
        currentLength += string.m_length;
    }

    /** Another such function's sum and length. */
    private void append(Varargs other) {
        if (!other.arg1().isnumber() || !other.arg(2).isnumber()) {
            throw Arguments.bad(1, "expected function to return two numbers");
        }
        long length = (long) other.arg(2).todouble();
        before = kind.combine(sum(), (long) other.arg1().todouble(), length);
        beforeLength += currentLength + length;
        current = kind.start();
        currentLength = 0;
    }

    private long sum() {
        return kind.combine(before, current.getValue(), currentLength);
    }
}
