package luafcgid.lua.runtime;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * A variable that a compiled function has captured, for {@code debug}. Functions of reflective chunks share their variables as in C Lua;
 * others may have copies of those that nothing assigns to, and all have the table of their globals for themselves.
 */
public final class Upvalue {
    private final Closure function;
    private final String name;
    /** What holds it in the function; null for the table of the globals. */
    private final @Nullable Field field;

    private Upvalue(Closure function, String name, @Nullable Field field) {
        this.function = function;
        this.name = name;
        this.field = field;
    }

    /** The variable with an index, counted from 1; null where there is none. */
    public static @Nullable Upvalue of(Closure function, long index) {
        FunctionInfo info = function.info();
        if (index < 1 || index > info.upvalues().size()) {
            return null;
        }
        int at = (int) index - 1;
        int environment = info.environmentIndex();
        String name = info.upvalues().get(at);
        if (at == environment) {
            return new Upvalue(function, name, null);
        }
        try {
            int own = environment >= 0 && at > environment ? at - 1 : at;
            return new Upvalue(function, name, function.getClass().getField("u" + own));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("'" + name + "' is not captured", e);
        }
    }

    public String name() {
        return name;
    }

    public LuaValue value() {
        if (field == null) {
            return function.environment;
        }
        Object held = held(field);
        // A function that refers to itself need not be told who that is.
        return held == null ? function : held instanceof Cell cell ? cell.value : (LuaValue) held;
    }

    public void assign(LuaValue value) {
        if (field == null) {
            function.environment = value;
        } else if (held(field) instanceof Cell cell) {
            cell.value = value;
        } else {
            hold(field, value);
        }
    }

    /** Makes it the same variable as another; where one of them is a copy, a copy of the other. */
    public void join(Upvalue other) {
        Object theirs = other.field == null ? null : other.held(other.field);
        if (field != null && theirs instanceof Cell && field.getType() == Cell.class) {
            hold(field, theirs);
        } else if (field != null && field.getType() == Cell.class) {
            hold(field, new Cell(other.value()));
        } else {
            assign(other.value());
        }
    }

    /** Equal for two functions that share the variable, as far as that is known. */
    public Object identity() {
        Object held = field == null ? null : held(field);
        return held instanceof Cell cell ? cell : new Copy(function, name);
    }

    private record Copy(Closure function, String name) {
        @Override
        @SuppressWarnings("ReferenceEquality") // Two functions are never equal.
        public boolean equals(@Nullable Object other) {
            return other instanceof Copy copy && copy.function == function && copy.name.equals(name);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(function) * 31 + name.hashCode();
        }
    }

    private @Nullable Object held(Field from) {
        try {
            return from.get(function);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("'" + name + "' is not public", e);
        }
    }

    private void hold(Field into, Object value) {
        try {
            into.set(function, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("'" + name + "' is not public", e);
        }
    }
}
