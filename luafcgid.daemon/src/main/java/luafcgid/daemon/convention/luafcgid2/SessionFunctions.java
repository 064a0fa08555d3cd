package luafcgid.daemon.convention.luafcgid2;

import luafcgid.daemon.convention.luafcgid.StringArgument;
import luafcgid.daemon.session.SessionException;
import luafcgid.daemon.session.SessionValue;
import luafcgid.lua.Dialect;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code Session}: variables of a client, in realms. */
final class SessionFunctions {
    private final Luafcgid2State state;
    private final LuaTable table = new LuaTable(0, 8);

    private SessionFunctions(Luafcgid2State state) {
        this.state = state;
    }

    static LuaTable table(Luafcgid2State state) {
        SessionFunctions functions = new SessionFunctions(state);
        functions.define("Start", (session, arguments) -> {
            session.start();
            return LuaValue.NONE;
        });
        functions.define("Delete", (session, arguments) -> {
            session.delete();
            return LuaValue.NONE;
        });
        functions.define("HasRealm", (session, arguments) -> LuaValue.valueOf(session.hasRealm(text(arguments, 1))));
        functions.define("Clear", (session, arguments) -> {
            session.clear(text(arguments, 1));
            return LuaValue.NONE;
        });
        functions.define("SetVar", SessionFunctions::set);
        functions.define(
                "GetVar",
                (session, arguments) -> lua(session.get(text(arguments, 1), text(arguments, 2)), state.dialect()));
        return functions.table;
    }

    /** What a function does. */
    @FunctionalInterface
    private interface Body {
        Varargs call(RequestSession session, Varargs arguments);
    }

    private void define(String name, Body body) {
        LibraryFunction.define(table, name, arguments -> {
            RequestSession session = state.answer("Session." + name).session();
            try {
                return body.call(session, arguments);
            } catch (SessionException e) {
                throw new LuaError("Session." + name + ": " + e.getMessage());
            }
        });
    }

    private static String text(Varargs arguments, int index) {
        return Latin1.decode(StringArgument.of(arguments, index));
    }

    /** Whether the value can be kept; nothing changes where it cannot. */
    private static LuaValue set(RequestSession session, Varargs arguments) {
        String realm = text(arguments, 1);
        String name = text(arguments, 2);
        LuaValue given = arguments.arg(3);
        SessionValue value = value(given);
        if (value == null && !given.isnil()) {
            return LuaValue.FALSE;
        }
        session.set(realm, name, value);
        return LuaValue.TRUE;
    }

    private static @Nullable SessionValue value(LuaValue given) {
        if (given instanceof LuaInteger integer) {
            return new SessionValue.Int(integer.v);
        }
        return switch (given.type()) {
            case LuaValue.TBOOLEAN -> new SessionValue.Bool(given.toboolean());
            case LuaValue.TNUMBER -> new SessionValue.Real(given.todouble());
            case LuaValue.TSTRING -> new SessionValue.Text(Latin1.decode(given.checkstring()));
            default -> null;
        };
    }

    private static LuaValue lua(@Nullable SessionValue value, Dialect dialect) {
        if (value instanceof SessionValue.Bool bool) {
            return LuaValue.valueOf(bool.value());
        }
        if (value instanceof SessionValue.Int integer) {
            return LuaInteger.valueOf(integer.value());
        }
        if (value instanceof SessionValue.Real real) {
            // What has no fraction is an integer to extensions' numbers, and a float to Lua 5.3.
            return dialect.hasIntegers() ? LuaDouble.of(real.value()) : LuaDouble.valueOf(real.value());
        }
        return value instanceof SessionValue.Text text ? Latin1.encode(text.value()) : LuaValue.NIL;
    }
}
