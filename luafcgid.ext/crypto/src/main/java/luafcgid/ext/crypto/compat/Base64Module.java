package luafcgid.ext.crypto.compat;

import java.nio.charset.StandardCharsets;
import luafcgid.ext.crypto.face.Arguments;
import luafcgid.ext.crypto.hash.Alphabet;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The module {@code base64}, which is lbase64. */
public final class Base64Module {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PAD = 64;

    private final Alphabet standard = new Alphabet((DIGITS + "+/=").getBytes(StandardCharsets.US_ASCII));

    public LuaTable open() {
        LuaTable base64 = new LuaTable();
        LibraryFunction.define(base64, "encode", this::encode);
        LibraryFunction.define(base64, "decode", this::decode);
        LibraryFunction.define(base64, "makeencoder", Base64Module::makeEncoder);
        LibraryFunction.define(base64, "makedecoder", Base64Module::makeDecoder);
        return base64;
    }

    private Varargs encode(Varargs arguments) {
        byte[] bytes = Arguments.bytes(arguments, 1);
        return Arguments.lua(alphabet(arguments, true).encode(bytes));
    }

    private Varargs decode(Varargs arguments) {
        byte[] text = Arguments.bytes(arguments, 1);
        return Arguments.lua(alphabet(arguments, false).decode(text));
    }

    private Alphabet alphabet(Varargs arguments, boolean encoder) {
        if (arguments.isnoneornil(2)) {
            return standard;
        }
        if (!arguments.istable(2)) {
            throw Arguments.wrong(arguments, 2, "table");
        }
        LuaTable table = arguments.checktable(2);
        byte[] digits = new byte[PAD + 1];
        int found = 0;
        Varargs entry = table.next(LuaValue.NIL);
        for (; !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            int value = entry.arg(encoder ? 1 : 2).toint();
            if (value >= 0 && value <= PAD) {
                digits[value] = (byte) entry.arg(encoder ? 2 : 1).toint();
                found++;
            }
        }
        if (found < PAD + 1) {
            throw Arguments.bad(
                    2, encoder ? "a table of makeencoder is expected" : "a table of makedecoder is expected");
        }
        return new Alphabet(digits);
    }

    private static Varargs makeEncoder(Varargs arguments) {
        byte[] digits = digits(arguments);
        LuaTable encoder = new LuaTable();
        for (int i = 0; i <= PAD; i++) {
            encoder.rawset(i, LuaValue.valueOf(digits[i] & 255));
        }
        return encoder;
    }

    private static Varargs makeDecoder(Varargs arguments) {
        byte[] digits = digits(arguments);
        LuaTable decoder = new LuaTable();
        for (int i = 0; i <= PAD; i++) {
            decoder.rawset(digits[i] & 255, LuaValue.valueOf(i));
        }
        return decoder;
    }

    private static byte[] digits(Varargs arguments) {
        byte[] digits = (DIGITS + "+/=").getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i <= 3; i++) {
            if (!arguments.isnoneornil(i)) {
                LuaString digit = Arguments.string(arguments, i);
                if (digit.m_length == 0) {
                    throw Arguments.bad(i, "a character is expected");
                }
                digits[DIGITS.length() + i - 1] = digit.m_bytes[digit.m_offset];
            }
        }
        return digits;
    }
}
