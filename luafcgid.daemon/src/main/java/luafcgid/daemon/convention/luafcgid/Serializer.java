package luafcgid.daemon.convention.luafcgid;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Writes plain values (nil, booleans, numbers, strings, tables of these) as Lua source. */
final class Serializer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Set<LuaTable> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private Serializer() {}

    static byte[] serialize(LuaValue value) {
        Serializer serializer = new Serializer();
        serializer.write(value);
        return serializer.out.toByteArray();
    }

    private void write(LuaValue value) {
        switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN -> text(value.tojstring());
            case LuaValue.TNUMBER -> text(number(value.todouble()));
            case LuaValue.TSTRING -> string(value.checkstring());
            case LuaValue.TTABLE -> table(value.checktable());
            default -> throw new LuaError("serialize: a " + value.typename() + " cannot be written as data");
        }
    }

    /** Shortest form that reads back as the same number. */
    private static String number(double d) {
        if (Double.isNaN(d)) {
            return "0/0";
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "1/0" : "-1/0";
        }
        return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString((long) d) : Double.toString(d);
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
