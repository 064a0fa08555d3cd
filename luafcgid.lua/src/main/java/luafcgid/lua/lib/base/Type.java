package luafcgid.lua.lib.base;

import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code type}. */
final class Type extends Builtin.One {
    private static final LuaString[] NAMES = names();

    Type() {
        super("type");
    }

    private static LuaString[] names() {
        LuaString[] names = new LuaString[TYPE_NAMES.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = LuaString.valueOf(TYPE_NAMES[i]);
        }
        return names;
    }

    @Override
    public LuaValue call(LuaValue value) {
        return NAMES[Arguments.any(1, value).type()];
    }
}
