package luafcgid.ext.wsapi;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.StatusLine;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Makes a response of what {@code run(env)} returns: a status, headers, an iterator. */
final class Answer {
    private static final Pattern CODE = Pattern.compile("[1-9][0-9][0-9]");
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9][0-9] .*");

    private static final int LEAST = 100;
    private static final int MOST = 999;

    private final Exchange exchange;

    Answer(Exchange exchange) {
        this.exchange = exchange;
    }

    void send(Varargs returned) {
        exchange.header("Status", status(returned.arg1()));
        headers(returned.arg(2));
        body(returned.arg(3));
    }

    private String status(LuaValue status) {
        if (status.isinttype()) {
            int code = status.toint();
            if (code >= LEAST && code <= MOST) {
                return StatusLine.of(code);
            }
        }
        String text = status.isstring() ? status.tojstring() : "";
        if (CODE.matcher(text).matches()) {
            return StatusLine.of(Integer.parseInt(text));
        }
        if (!STATUS.matcher(text).matches()) {
            throw mistake("status", status, "a number such as 200, or a string such as '200 OK'");
        }
        return Latin1.decode(status.checkstring());
    }

    private void headers(LuaValue headers) {
        if (headers.isnil()) {
            return;
        }
        if (!headers.istable()) {
            throw mistake("headers", headers, "a table");
        }
        LuaTable table = headers.checktable();
        // A table has no order of its own: the same answer is always sent in the same one.
        SortedMap<String, LuaValue> sorted = new TreeMap<>();
        for (Varargs next = table.next(LuaValue.NIL); !next.isnil(1); next = table.next(next.arg1())) {
            LuaValue name = next.arg1();
            if (!(name instanceof LuaString bytes)) {
                throw mistake("headers' key", name, "a name");
            }
            sorted.put(Latin1.decode(bytes), next.arg(2));
        }
        sorted.forEach(this::header);
    }

    /** A list is a header that comes several times. */
    private void header(String name, LuaValue value) {
        if (value.istable()) {
            int length = value.length();
            for (int i = 1; i <= length; i++) {
                exchange.header(name, text(name, value.get(i)));
            }
        } else {
            exchange.header(name, text(name, value));
        }
    }

    private String text(String name, LuaValue value) {
        if (value.isboolean()) {
            return value.tojstring();
        }
        if (!value.isstring()) {
            throw mistake("header " + name, value, "a string, a number, or a list of these");
        }
        return Latin1.decode(value.checkstring());
    }

    private void body(LuaValue iterator) {
        if (iterator.isnil()) {
            return;
        }
        if (!iterator.isfunction() && iterator.metatag(LuaValue.CALL).isnil()) {
            throw mistake("body", iterator, "an iterator, a function that returns a piece at each call, or nothing");
        }
        for (LuaValue piece = iterator.call(); piece.toboolean(); piece = iterator.call()) {
            if (!piece.isstring()) {
                throw mistake("piece of the body", piece, "a string");
            }
            exchange.write(piece.checkstring());
        }
    }

    private LuaError mistake(String what, LuaValue found, String wanted) {
        String shown = found.isstring() ? "'" + found.tojstring() + "'" : found.typename();
        return new LuaError(
                exchange.state().script() + ": run(env) returned " + shown + " as the " + what + "; it is " + wanted);
    }
}
