package luafcgid.ext.form;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import luafcgid.ext.form.body.Percent;
import luafcgid.ext.form.body.Text;
import luafcgid.ext.form.request.Entries;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Writes a table as {@code a=1&b=2}: first its list of pairs in their order, then its names in the order of their bytes. */
final class Encoder {
    private static final Comparator<LuaString> BYTES = (one, other) -> one.raweq(other) ? 0 : one.lt_b(other) ? -1 : 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Encoder() {}

    static LuaValue encode(LuaTable table) {
        Encoder encoder = new Encoder();
        int length = table.length();
        for (int i = 1; i <= length; i++) {
            encoder.pair(i, table.get(i));
        }
        for (LuaString name : names(table, length)) {
            LuaValue values = table instanceof Entries ? Entries.all(table, name) : table.get(name);
            encoder.values(name, values);
        }
        return LuaString.valueUsing(encoder.out.toByteArray());
    }

    private static List<LuaString> names(LuaTable table, int length) {
        List<LuaString> names = new ArrayList<>();
        for (Varargs next = table.next(LuaValue.NIL); !next.isnil(1); next = table.next(next.arg1())) {
            LuaValue key = next.arg1();
            if (key.type() == LuaValue.TSTRING) {
                names.add(key.strvalue());
            } else if (!key.isinttype() || key.toint() < 1 || key.toint() > length) {
                throw new LuaError("form.encode: the key " + key.tojstring() + " is no name; names are strings");
            }
        }
        names.sort(BYTES);
        return names;
    }

    private void pair(int index, LuaValue pair) {
        if (!pair.istable() || !pair.get(1).isstring()) {
            throw new LuaError("form.encode: entry " + index + " is a " + pair.typename() + " and not {name, value}");
        }
        values(pair.get(1).strvalue(), pair.get(2));
    }

    private void values(LuaString name, LuaValue value) {
        if (value instanceof LuaTable list) {
            for (int i = 1, n = list.length(); i <= n; i++) {
                write(name, list.get(i));
            }
        } else {
            write(name, value);
        }
    }

    private void write(LuaString name, LuaValue value) {
        if (!value.isstring() && !value.isboolean()) {
            throw new LuaError("form.encode: the value of " + Text.shown(Latin1.decode(name)) + " is a "
                    + value.typename() + "; strings, numbers, booleans and lists of them can be sent");
        }
        if (out.size() > 0) {
            out.write('&');
        }
        Percent.encode(name, true, out);
        out.write('=');
        Percent.encode(value.isboolean() ? LuaValue.valueOf(value.tojstring()) : value.strvalue(), true, out);
    }
}
