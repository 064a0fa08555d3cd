package luafcgid.ext.json;

import java.nio.charset.StandardCharsets;
import luafcgid.ext.json.Settings.InvalidNumbers;
import luafcgid.ext.json.text.NumberText;
import luafcgid.ext.json.text.Output;
import luafcgid.ext.json.text.StringText;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Writes what is no table. */
final class ScalarText {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NAN = ascii("NaN");
    private static final byte[] INFINITY = ascii("Infinity");
    private static final byte[] MINUS_INFINITY = ascii("-Infinity");

    private final Output out;
    private final Settings settings;
    private final Marks marks;
    /** Whether integers are a kind of number of their own, whose every digit counts. */
    private final boolean integers;

    ScalarText(Output out, Settings settings, Marks marks, Dialect dialect) {
        this.out = out;
        this.settings = settings;
        this.marks = marks;
        this.integers = dialect.compareTo(Dialect.LUA_5_3) >= 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void appendKey(LuaValue key) {
        switch (key.type()) {
            case LuaValue.TSTRING -> appendString(key);
            case LuaValue.TNUMBER -> {
                out.append('"');
                appendNumber(key);
                out.append('"');
            }
            default -> throw refused(key, "table key must be a number or string");
        }
    }

    /** Writes a value; false when it is one to leave out. */
    boolean append(LuaValue value) {
        switch (value.type()) {
            case LuaValue.TSTRING -> appendString(value);
            case LuaValue.TNUMBER -> appendNumber(value);
            case LuaValue.TBOOLEAN -> out.append(value.toboolean() ? TRUE : FALSE);
            case LuaValue.TNIL -> out.append(NULL);
            default -> {
                return appendMark(value);
            }
        }
        return true;
    }

    private void appendString(LuaValue string) {
        StringText text = settings.escapeSlash ? StringText.ESCAPING_SLASHES : StringText.KEEPING_SLASHES;
        text.append(out, (LuaString) string);
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean appendMark(LuaValue value) {
        if (value == marks.none) {
            out.append(NULL);
        } else if (value == marks.emptyArray) {
            out.append('[');
            out.append(']');
        } else if (settings.skipUnsupported) {
            return false;
        } else {
            throw refused(value, "type not supported");
        }
        return true;
    }

    private void appendNumber(LuaValue number) {
        if (number.isinttype()) {
            if (integers) {
                NumberText.append(out, number.tolong());
            } else {
                NumberText.append(out, number.tolong(), settings.precision);
            }
            return;
        }
        double value = number.todouble();
        if (Double.isFinite(value)) {
            NumberText.append(out, value, settings.precision);
        } else if (settings.encodeInvalidNumbers == InvalidNumbers.REFUSED) {
            throw refused(number, "must not be NaN or Infinity");
        } else if (settings.encodeInvalidNumbers == InvalidNumbers.NULL) {
            out.append(NULL);
        } else {
            out.append(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : MINUS_INFINITY);
        }
    }

    static LuaError refused(LuaValue value, String reason) {
        return new LuaError("Cannot serialise " + value.typename() + ": " + reason);
    }
}
