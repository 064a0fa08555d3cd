package luafcgid.ext.wsapi;

import java.io.ByteArrayOutputStream;
import luafcgid.daemon.Exchange;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code env.input}: the request's body. */
final class Input {
    private final Exchange exchange;
    private boolean begun;

    private Input(Exchange exchange) {
        this.exchange = exchange;
    }

    static LuaTable of(Exchange exchange) {
        Input input = new Input(exchange);
        LuaTable table = new LuaTable(0, 2);
        long length = exchange.request().contentLength();
        table.rawset("length", LuaValue.valueOf((double) Math.max(length, 0)));
        LibraryFunction.define(table, "read", input::read);
        return table;
    }

    /** So many bytes, fewer only at the end; without a number, all. Nil after the end; nil and a message when that came too early. */
    private Varargs read(Varargs arguments) {
        LuaValue count = arguments.arg(2);
        boolean whole = !begun;
        begun = true;
        if (count.isnil() || isAll(count)) {
            return exchange.rest();
        }
        if (!count.isnumber()) {
            throw new LuaError(
                    "env.input:read(n): n is a number of bytes, or nothing for all, not '" + count.tojstring() + "'");
        }
        double bytes = count.todouble();
        if (!(bytes > 0)) {
            return LuaValue.NIL;
        }
        long length = exchange.request().contentLength();
        return bytes >= Integer.MAX_VALUE || (whole && length >= 0 && bytes >= length)
                ? exchange.rest()
                : pieces((int) bytes);
    }

    private static boolean isAll(LuaValue count) {
        String format = count.tojstring();
        return format.equals("*a") || format.equals("a");
    }

    private Varargs pieces(int wanted) {
        Varargs first = exchange.piece(wanted);
        if (!(first.arg1() instanceof LuaString bytes) || bytes.m_length == wanted) {
            return first;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.m_length * 2);
        Varargs piece = first;
        while (piece.arg1() instanceof LuaString each) {
            whole.write(each.m_bytes, each.m_offset, each.m_length);
            if (whole.size() == wanted) {
                break;
            }
            piece = exchange.piece(wanted - whole.size());
        }
        LuaString text = LuaString.valueUsing(whole.toByteArray());
        return piece.narg() > 1 ? LuaValue.varargsOf(LuaValue.NIL, piece.arg(2), text) : text;
    }
}
