package luafcgid.ext.crypto.zlib;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An error whose text scripts take apart: it begins with its kind, not with a position. */
final class ZlibError extends LuaError {
    private static final long serialVersionUID = 1L;

    ZlibError(String message) {
        super(LuaValue.valueOf(message));
        // What LuaJ takes for "has its position already".
        this.traceback = "";
    }

    static ZlibError invalid() {
        return new ZlibError("InvalidInput: input string does not conform to zlib format or checksum failed");
    }
}
