package luafcgid.lua.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import luafcgid.lua.Errno;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Standard input, which is empty, or an output. */
final class StandardStream extends Stream {
    private final @Nullable Supplier<OutputStream> out;

    /** @param out where output goes at the time; null for standard input */
    StandardStream(@Nullable Supplier<OutputStream> out) {
        this.out = out;
    }

    @Override
    boolean fill() throws IOException {
        if (out != null) {
            throw Errno.EBADF.exception();
        }
        return false;
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (out == null) {
            throw Errno.EBADF.exception();
        }
        out.get().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.get().flush();
        }
    }

    @Override
    Varargs end() {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf("cannot close standard file"));
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    boolean isStandard() {
        return true;
    }

    @Override
    void safepoint() {}
}
