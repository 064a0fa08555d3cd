package luafcgid.ext.sql.lua;

import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A statement that is executed again and again. It needs a connection only while it is. */
final class Prepared implements SqlObject {
    private final Link link;
    private final LuaValue sql;
    private boolean closed;

    Prepared(Link link, LuaValue sql) {
        this.link = link;
        this.sql = sql;
    }

    static Methods<Prepared> methods(Vendor vendor) {
        return new Methods<>(Prepared.class, vendor.title() + " statement", vendor.misuse())
                .method("execute", (self, arguments) -> self.link.execute(self.sql, arguments.subargs(2), true))
                .always("close", (self, arguments) -> self.close())
                .always("__close", (self, arguments) -> self.close())
                .always("__gc", (self, arguments) -> self.close());
    }

    @Override
    public boolean isClosed() {
        return closed || link.isClosed();
    }

    private Varargs close() {
        if (closed) {
            return Failure.refusal("Statement is already closed");
        }
        closed = true;
        return LuaValue.TRUE;
    }
}
