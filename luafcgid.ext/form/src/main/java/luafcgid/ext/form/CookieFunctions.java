package luafcgid.ext.form;

import java.util.List;
import luafcgid.ext.form.cookie.CookieHeader;
import luafcgid.ext.form.cookie.SetCookie;
import luafcgid.ext.form.request.Entries;
import luafcgid.ext.form.request.RequestForm;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Cookies in and out. */
final class CookieFunctions {
    private static final List<String> ATTRIBUTES =
            List.of("path", "domain", "maxage", "expires", "secure", "httponly", "samesite", "partitioned");
    private static final LuaValue HEADER = LuaValue.valueOf("header");
    private static final LuaValue SET_COOKIE = LuaValue.valueOf("Set-Cookie");

    private CookieFunctions() {}

    static void define(LuaTable form) {
        LibraryFunction.define(form, "cookies", arguments -> {
            Entries cookies = new Entries();
            CookieHeader.read(
                    new RequestForm(arguments.checktable(1)).variable("HTTP_COOKIE"),
                    (name, value) -> cookies.add(name, value, false));
            return cookies;
        });
        LibraryFunction.define(form, "cookie", arguments -> {
            LuaTable attributes = arguments.opttable(4, new LuaTable());
            return send("cookie", arguments, cookie(arguments.checkstring(2), arguments.checkstring(3), attributes));
        });
        LibraryFunction.define(form, "delete_cookie", arguments -> {
            LuaTable attributes = new LuaTable();
            LuaTable given = arguments.opttable(3, new LuaTable());
            for (Varargs next = given.next(LuaValue.NIL); !next.isnil(1); next = given.next(next.arg1())) {
                attributes.rawset(next.arg1(), next.arg(2));
            }
            attributes.rawset("maxage", LuaValue.ZERO);
            attributes.rawset("expires", LuaValue.ZERO);
            return send("delete_cookie", arguments, cookie(arguments.checkstring(2), LuaValue.EMPTYSTRING, attributes));
        });
    }

    private static LuaValue send(String function, Varargs arguments, SetCookie cookie) {
        LuaValue con = arguments.arg1();
        LuaValue header = con.istable() || con.isuserdata() ? con.get(HEADER) : LuaValue.NIL;
        if (!header.isfunction()) {
            throw new LuaError("form." + function + ": a " + con.typename()
                    + " has no method 'header'; pass the con that main(env, con) is given");
        }
        LuaString line = Latin1.encode(cookie.header());
        header.invoke(LuaValue.varargsOf(con, SET_COOKIE, line));
        return line;
    }

    private static SetCookie cookie(LuaString name, LuaString value, LuaTable attributes) {
        for (Varargs next = attributes.next(LuaValue.NIL); !next.isnil(1); next = attributes.next(next.arg1())) {
            if (!ATTRIBUTES.contains(next.arg1().tojstring())) {
                throw new LuaError("cookie '" + Latin1.decode(name) + "': the attribute '"
                        + next.arg1().tojstring() + "' is none of " + String.join(", ", ATTRIBUTES));
            }
        }
        try {
            String path = text(attributes, "path");
            String samesite = text(attributes, "samesite");
            LuaValue secure = attributes.get("secure");
            return new SetCookie(
                    Latin1.decode(name),
                    Latin1.decode(value),
                    path == null ? "/" : path,
                    text(attributes, "domain"),
                    number(attributes, "maxage"),
                    number(attributes, "expires"),
                    secure.isnil() ? null : secure.toboolean(),
                    attributes.get("httponly").optboolean(true),
                    samesite == null ? "Lax" : samesite,
                    attributes.get("partitioned").toboolean());
        } catch (IllegalArgumentException e) {
            throw new LuaError(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String text(LuaTable attributes, String name) {
        LuaValue value = attributes.get(name);
        if (value.isnil()) {
            return null;
        }
        if (!value.isstring()) {
            throw new IllegalArgumentException("cookie: " + name + " is a string, not a " + value.typename());
        }
        return Latin1.decode(value.strvalue());
    }

    private static @Nullable Long number(LuaTable attributes, String name) {
        LuaValue value = attributes.get(name);
        if (value.isnil()) {
            return null;
        }
        if (!value.isnumber() || Double.isNaN(value.todouble())) {
            throw new IllegalArgumentException("cookie: " + name + " is a number of seconds, not "
                    + (value.isnumber() ? "nan" : "a " + value.typename()));
        }
        return (long) Math.floor(value.todouble());
    }
}
