package luafcgid.ext.json;

import java.nio.charset.StandardCharsets;
import luafcgid.ext.json.text.NumberReader;
import luafcgid.ext.json.text.Source;
import luafcgid.ext.json.text.StringReader;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads what is neither array nor object, and tells what stands where it should not, in cjson's names for it. */
final class Scalars {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final LuaValue none;
    private final StringReader strings = new StringReader();

    /** @param none stands for null */
    Scalars(Settings settings, LuaValue none) {
        this.settings = settings;
        this.none = none;
    }

    LuaString key(Source source, String expected) {
        return strings.read(source, true, expected);
    }

    /** The value at the source's place. */
    LuaValue read(Source source, String expected) {
        int c = source.byteAt(source.at());
        return switch (c) {
            case '"' -> strings.read(source, false, expected);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(source, expected, "invalid number");
            case 't', 'f', 'n', 'N', 'i', 'I', '+' -> word(source, c, expected);
            case '{', '}', '[', ']', ':', ',', Source.END -> throw unexpected(source, expected);
            default -> throw source.fault(expected, "invalid token", source.at());
        };
    }

    private LuaValue number(Source source, String expected, String otherwise) {
        LuaValue value = NumberReader.read(source, settings.decodeInvalidNumbers);
        if (value == null) {
            throw source.fault(expected, otherwise, source.at());
        }
        return value;
    }

    private LuaValue word(Source source, int c, String expected) {
        if (source.take(TRUE)) {
            return LuaValue.TRUE;
        }
        if (source.take(FALSE)) {
            return LuaValue.FALSE;
        }
        if (source.take(NULL)) {
            return none;
        }
        if (!settings.decodeInvalidNumbers) {
            throw source.fault(expected, "invalid token", source.at());
        }
        return number(source, expected, c == '+' ? "invalid number" : "invalid token");
    }

    /** The error that something else stands at the source's place. */
    LuaError unexpected(Source source, String expected) {
        int index = source.at();
        return source.fault(expected, token(source, expected), index);
    }

    private String token(Source source, String expected) {
        return switch (source.byteAt(source.at())) {
            case '{' -> "T_OBJ_BEGIN";
            case '}' -> "T_OBJ_END";
            case '[' -> "T_ARR_BEGIN";
            case ']' -> "T_ARR_END";
            case ':' -> "T_COLON";
            case ',' -> "T_COMMA";
            case Source.END -> "T_END";
            default ->
                switch (read(source, expected).type()) {
                    case LuaValue.TSTRING -> "T_STRING";
                    case LuaValue.TNUMBER -> "T_NUMBER";
                    case LuaValue.TBOOLEAN -> "T_BOOLEAN";
                    default -> "T_NULL";
                };
        };
    }
}
