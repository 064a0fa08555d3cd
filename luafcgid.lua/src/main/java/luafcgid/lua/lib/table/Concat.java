package luafcgid.lua.lib.table;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.concat}. Every byte is copied once. */
final class Concat extends Builtin {
    private static final int FIRST_ROOM = 16;

    private final Elements elements;

    Concat(Elements elements) {
        super("concat");
        this.elements = elements;
    }

    @Override
    public LuaValue call() {
        return call(NONE);
    }

    @Override
    public LuaValue call(LuaValue table) {
        return concat(table, NIL, NIL, NIL);
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue separator) {
        return concat(table, separator, NIL, NIL);
    }

    @Override
    public LuaValue call(LuaValue table, LuaValue separator, LuaValue first) {
        return concat(table, separator, first, NIL);
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return concat(Arguments.at(arguments, 1), arguments.arg(2), arguments.arg(3), arguments.arg(4));
    }

    private LuaValue concat(LuaValue table, LuaValue between, LuaValue from, LuaValue to) {
        Dialect dialect = elements.dialect();
        LuaString separator;
        LuaValue list;
        long length = 0;
        if (dialect.hasIntegers()) {
            list = elements.check(1, table, Elements.READ);
            length = elements.length(list);
            separator = separator(between);
        } else {
            separator = separator(between);
            list = elements.check(1, table, Elements.READ);
        }
        long first = Arguments.integer(dialect, 3, from, 1);
        if (!dialect.hasIntegers() && to.isnil()) {
            length = elements.length(list);
        }
        long last = Arguments.integer(dialect, 4, to, length);
        if (first > last) {
            return EMPTYSTRING;
        }
        // More than can be there: who names such an end gets an error soon.
        LuaString[] pieces = new LuaString[(int) Math.min(last - first, FIRST_ROOM - 1) + 1];
        long bytes = 0;
        int count = 0;
        for (long i = first; ; i++) {
            LuaString piece = piece(list, i);
            if (count == pieces.length) {
                pieces = Arrays.copyOf(pieces, count * 2);
            }
            pieces[count++] = piece;
            bytes += piece.m_length;
            if (i == last) {
                break;
            }
            elements.state().safepoint();
        }
        bytes += (long) separator.m_length * (count - 1);
        elements.state().budget().string(bytes);
        elements.state().safepoint();
        return join(pieces, count, separator, bytes);
    }

    private LuaString separator(LuaValue given) {
        return given.isnil() ? EMPTYSTRING : Texts.string(elements.dialect(), 2, given);
    }

    private LuaString piece(LuaValue list, long index) {
        LuaValue value = elements.get(list, index);
        if (value instanceof LuaString text) {
            return text;
        }
        if (value instanceof LuaNumber number) {
            return Texts.of(elements.dialect(), number);
        }
        throw new LuaError("invalid value (" + value.typename() + ") at index " + index + " in table for 'concat'");
    }

    private static LuaString join(LuaString[] pieces, int count, LuaString separator, long bytes) {
        if (bytes > Integer.MAX_VALUE - Long.BYTES) {
            throw new LuaError("resulting string too large");
        }
        byte[] joined = new byte[(int) bytes];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                System.arraycopy(separator.m_bytes, separator.m_offset, joined, at, separator.m_length);
                at += separator.m_length;
            }
            LuaString piece = pieces[i];
            System.arraycopy(piece.m_bytes, piece.m_offset, joined, at, piece.m_length);
            at += piece.m_length;
        }
        return LuaString.valueUsing(joined);
    }
}
