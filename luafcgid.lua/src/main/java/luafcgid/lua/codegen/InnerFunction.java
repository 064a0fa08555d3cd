package luafcgid.lua.codegen;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Code;
import luafcgid.lua.runtime.Cell;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * A function of a chunk by itself, as {@code load} makes it of a binary chunk: its upvalues are nil, but for the first, from 5.2 on, which
 * is the environment.
 */
final class InnerFunction implements Code {
    private static final String ENVIRONMENT = "_ENV";

    private final Class<?> generated;

    InnerFunction(Class<?> generated) {
        this.generated = generated;
    }

    @Override
    public LuaFunction instantiate(LuaState state, LuaValue environment) {
        try {
            Closure function = (Closure)
                    generated.getConstructor(LuaState.class, LuaValue.class).newInstance(state, environment);
            List<String> names = function.info().upvalues();
            for (Field field : generated.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    int index = Variables.upvalueIndex(field.getName());
                    boolean first = index == 0 && state.dialect().isAtLeast(Dialect.LUA_5_2);
                    LuaValue value = first && names.get(0).equals(ENVIRONMENT) ? environment : LuaValue.NIL;
                    field.set(function, field.getType() == Cell.class ? new Cell(value) : value);
                }
            }
            return function;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(generated.getName() + " cannot be instantiated", e);
        }
    }
}
