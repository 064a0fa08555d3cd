package luafcgid.lua.io;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What no script closes. */
abstract class StandardStream extends Stream {
    @Override
    final Varargs end() {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf("cannot close standard file"));
    }

    @Override
    public final boolean isClosed() {
        return false;
    }

    @Override
    final boolean isStandard() {
        return true;
    }

    @Override
    final void safepoint() {}
}
