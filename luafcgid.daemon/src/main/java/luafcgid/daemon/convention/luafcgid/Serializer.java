package luafcgid.daemon.convention.luafcgid;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Writes plain values (nil, booleans, numbers, strings, tables of these) as Lua source. */
public final class Serializer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Set<LuaTable> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private Serializer() {}

    /** Source of a Lua expression that yields the value again. */
    public static byte[] serialize(LuaValue value) {
        Serializer serializer = new Serializer();
        serializer.write(value);
        return serializer.out.toByteArray();
    }

    private void write(LuaValue value) {
        switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN -> text(value.tojstring());
            case LuaValue.TNUMBER -> text(number(value));
            case LuaValue.TSTRING -> string(value.checkstring());
            case LuaValue.TTABLE -> table(value.checktable());
            default -> throw new LuaError("serialize: a " + value.typename() + " cannot be written as data");
        }
    }

    /** Reads back as the same number, of the same kind where the dialect has two. */
    private static String number(LuaValue value) {
        if (value instanceof LuaInteger integer) {
            // Without its sign the least integer is none.
            return integer.v == Long.MIN_VALUE ? "0x8000000000000000" : Long.toString(integer.v);
        }
        double d = value.todouble();
        if (Double.isNaN(d)) {
            return "0/0";
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "1/0" : "-1/0";
        }
        String text = value.tojstring();
        return Double.parseDouble(text) == d ? text : Double.toString(d);
    }

    private void string(LuaString s) {
        out.write('"');
        for (int i = 0; i < s.m_length; i++) {
            int c = s.m_bytes[s.m_offset + i] & 0xff;
            if (c == '"' || c == '\\') {
                out.write('\\');
                out.write(c);
            } else if (c < 32 || c == 127) {
                text(String.format("\\%03d", c));
            } else {
                out.write(c);
            }
        }
        out.write('"');
    }

    private void table(LuaTable table) {
        if (!open.add(table)) {
            throw new LuaError("serialize: a table contains itself");
        }
        out.write('{');
        boolean first = true;
        for (Varargs next = table.next(LuaValue.NIL); !next.isnil(1); next = table.next(next.arg1())) {
            text(first ? "[" : ",[");
            first = false;
            write(next.arg1());
            text("]=");
            write(next.arg(2));
        }
        out.write('}');
        open.remove(table);
    }

    private void text(String s) {
        out.writeBytes(s.getBytes(StandardCharsets.ISO_8859_1));
    }
}
