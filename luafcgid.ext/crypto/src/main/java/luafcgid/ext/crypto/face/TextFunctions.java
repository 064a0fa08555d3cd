package luafcgid.ext.crypto.face;

import java.util.Base64;
import luafcgid.ext.crypto.hash.Hex;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code hex}, {@code unhex}, {@code base64} and {@code base64url} of the module {@code crypto}. */
final class TextFunctions {
    void into(LuaTable crypto) {
        LibraryFunction.define(crypto, "hex", TextFunctions::hex);
        LibraryFunction.define(crypto, "unhex", TextFunctions::unhex);
        crypto.rawset("base64", base64(Base64.getEncoder(), true, Base64.getDecoder(), "base64"));
        crypto.rawset("base64url", base64(Base64.getUrlEncoder(), false, Base64.getUrlDecoder(), "base64url"));
    }

    private static LuaTable base64(Base64.Encoder encoder, boolean padded, Base64.Decoder decoder, String name) {
        Base64.Encoder bare = encoder.withoutPadding();
        LuaTable table = new LuaTable();
        LibraryFunction.define(table, "encode", arguments -> {
            boolean pad = arguments.isnoneornil(2) ? padded : arguments.arg(2).toboolean();
            return Arguments.lua((pad ? encoder : bare).encode(Arguments.bytes(arguments, 1)));
        });
        LibraryFunction.define(table, "decode", arguments -> {
            byte[] text = Arguments.bytes(arguments, 1);
            try {
                return Arguments.lua(decoder.decode(text));
            } catch (IllegalArgumentException e) {
                return failure("not " + name);
            }
        });
        return table;
    }

    private static Varargs hex(Varargs arguments) {
        LuaString string = Arguments.string(arguments, 1);
        return Arguments.lua(Hex.encode(string.m_bytes, string.m_offset, string.m_length));
    }

    private static Varargs unhex(Varargs arguments) {
        LuaString string = Arguments.string(arguments, 1);
        byte[] bytes = Hex.decode(string.m_bytes, string.m_offset, string.m_length);
        return bytes == null ? failure("not hexadecimal") : Arguments.lua(bytes);
    }

    static Varargs failure(String reason) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf(reason));
    }
}
