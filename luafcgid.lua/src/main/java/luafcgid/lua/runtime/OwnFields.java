package luafcgid.lua.runtime;

import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Which userdata answers for its fields itself: its class overrides {@code get} and {@code set}, and it needs no metatable. */
final class OwnFields extends ClassValue<Boolean> {
    private static final OwnFields BY_CLASS = new OwnFields();

    private OwnFields() {}

    static boolean has(LuaValue value) {
        return value instanceof LuaUserdata userdata && userdata.m_metatable == null && BY_CLASS.get(value.getClass());
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        try {
            return type.getMethod("get", LuaValue.class).getDeclaringClass() != LuaUserdata.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
