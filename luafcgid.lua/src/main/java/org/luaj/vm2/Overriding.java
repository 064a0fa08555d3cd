package org.luaj.vm2;

import org.jspecify.annotations.NullMarked;

/** Which subclasses of tables have a say in what is read and stored. */
@NullMarked
final class Overriding extends ClassValue<Boolean> {
    static final Overriding BY_CLASS = new Overriding();

    private Overriding() {}

    @Override
    protected Boolean computeValue(Class<?> type) {
        return isOverridden(type, "rawget", LuaValue.class)
                || isOverridden(type, "rawget", int.class)
                || isOverridden(type, "rawset", LuaValue.class, LuaValue.class)
                || isOverridden(type, "rawset", int.class, LuaValue.class)
                || isOverridden(type, "get", LuaValue.class)
                || isOverridden(type, "get", int.class)
                || isOverridden(type, "set", LuaValue.class, LuaValue.class)
                || isOverridden(type, "set", int.class, LuaValue.class)
                || isOverridden(type, "next", LuaValue.class)
                || isOverridden(type, "hashset", LuaValue.class, LuaValue.class);
    }

    private static boolean isOverridden(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass() != LuaTable.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
