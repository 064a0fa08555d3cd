package luafcgid.ext.modlua;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import luafcgid.lua.Latin1;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Queries and forms, byte by byte. */
final class Form {
    private Form() {}

    /** A table of the last value of each name, and one of all values. */
    static Varargs parse(LuaValue text) {
        LuaTable last = new LuaTable();
        LuaTable all = new LuaTable();
        String pairs = text.isstring() ? Latin1.decode(text.checkstring()) : "";
        for (String pair : pairs.split("[&;]", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                LuaValue name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                LuaValue value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
                last.rawset(name, value);
                LuaValue list = all.rawget(name);
                if (list.isnil()) {
                    list = new LuaTable();
                    all.rawset(name, list);
                }
                list.set(list.length() + 1, value);
            }
        }
        return LuaValue.varargsOf(last, all);
    }

    static LuaValue escape(LuaString text) {
        return Latin1.encode(URLEncoder.encode(Latin1.decode(text), StandardCharsets.ISO_8859_1)
                .replace("+", "%20"));
    }

    static LuaValue unescape(LuaString text) {
        return decoded(Latin1.decode(text).replace("+", "%2B"));
    }

    private static LuaValue decoded(String text) {
        // A percent sign without two digits stands for itself.
        String mended = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return Latin1.encode(URLDecoder.decode(mended, StandardCharsets.ISO_8859_1));
    }
}
