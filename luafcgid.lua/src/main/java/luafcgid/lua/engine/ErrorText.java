package luafcgid.lua.engine;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** Errors as a person reads them. */
public final class ErrorText {
    private ErrorText() {}

    /** An error's value as text. */
    public static String text(LuaValue value) {
        if (value.isstring()) {
            return value.tojstring();
        }
        LuaValue convert = value.metatag(LuaValue.TOSTRING);
        if (!convert.isnil()) {
            try {
                return convert.call(value).tojstring();
            } catch (LuaError | StackOverflowError | Unwind e) {
                return "(error object whose __tostring fails)";
            }
        }
        return "(error object is a " + value.typename() + " value)";
    }
}
