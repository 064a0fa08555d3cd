package luafcgid.ext.form;

import java.util.ArrayList;
import java.util.List;
import luafcgid.ext.form.MultipartModule.MultipartData;
import luafcgid.lua.Latin1;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The methods of what {@code multipart(body, type)} returns. */
final class MultipartMethods {
    private static final String NAME = "name";
    private static final String VALUE = "value";

    private MultipartMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Method {
        LuaValue call(MultipartData data, Varargs arguments);
    }

    static void define(LuaTable methods) {
        define(methods, "get", (data, arguments) -> {
            LuaValue name = arguments.arg(2);
            return data.parts().stream()
                    .filter(part -> part.get(NAME).raweq(name))
                    .findFirst()
                    .map(LuaValue.class::cast)
                    .orElse(LuaValue.NIL);
        });
        define(methods, "get_as_array", (data, arguments) -> {
            LuaTable values = new LuaTable();
            for (LuaTable part : data.parts()) {
                if (part.get(NAME).raweq(arguments.arg(2))) {
                    values.rawset(values.length() + 1, part.get(VALUE));
                }
            }
            return values;
        });
        define(methods, "get_all", (data, arguments) -> {
            LuaTable all = new LuaTable();
            data.parts().forEach(part -> all.set(part.get(NAME), part.get(VALUE)));
            return all;
        });
        define(methods, "get_all_as_arrays", (data, arguments) -> arrays(data, true));
        define(methods, "get_all_with_arrays", (data, arguments) -> arrays(data, false));
        define(methods, "set_simple", MultipartMethods::set);
        define(methods, "delete", (data, arguments) -> {
            data.parts().removeIf(part -> part.get(NAME).raweq(arguments.arg(2)));
            return LuaValue.NIL;
        });
        define(methods, "tostring", (data, arguments) -> data.encoded());
    }

    private static void define(LuaTable methods, String name, Method method) {
        LibraryFunction.define(methods, name, arguments -> {
            if (!(arguments.arg1() instanceof MultipartData data)) {
                throw new LuaError("calling '" + name + "' on a "
                        + arguments.arg1().typename() + "; write m:" + name + "(...), with a colon");
            }
            return method.call(data, arguments);
        });
    }

    /** @param always whether a single value is a list, too */
    private static LuaTable arrays(MultipartData data, boolean always) {
        LuaTable all = new LuaTable();
        for (LuaTable part : data.parts()) {
            LuaValue name = part.get(NAME);
            LuaValue value = part.get(VALUE);
            LuaValue before = all.get(name);
            if (before.istable()) {
                before.set(before.length() + 1, value);
            } else if (!before.isnil()) {
                all.set(name, LuaValue.listOf(new LuaValue[] {before, value}));
            } else {
                all.set(name, always ? LuaValue.listOf(new LuaValue[] {value}) : value);
            }
        }
        return all;
    }

    /** Sets the first part of a name, or adds one. */
    private static LuaValue set(MultipartData data, Varargs arguments) {
        LuaString name = arguments.checkstring(2);
        List<String> lines = new ArrayList<>();
        String disposition = "Content-Disposition: form-data; name=\"" + quoted(name) + "\"";
        lines.add(
                arguments.isnoneornil(4)
                        ? disposition
                        : disposition + "; filename=\"" + quoted(arguments.checkstring(4)) + "\"");
        if (!arguments.isnoneornil(5)) {
            lines.add("Content-Type: " + quoted(arguments.checkstring(5)));
        }
        LuaTable part = MultipartModule.part(name, lines, arguments.checkstring(3));
        for (int i = 0; i < data.parts().size(); i++) {
            if (data.parts().get(i).get(NAME).raweq(name)) {
                data.parts().set(i, part);
                return LuaValue.NIL;
            }
        }
        data.add(part);
        return LuaValue.NIL;
    }

    /** As browsers write it: otherwise a name could forge a header. */
    private static String quoted(LuaString text) {
        return Latin1.decode(text).replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
